export const MOST_WORDS = 50_000; // of a vocabulary, for those that remember words

// A function of one text or number that keeps what it has made, at most so many: with each letter
// that is typed the same words and texts are looked at again. `make` never answers undefined.
export const remembered = (most, make) => {
  const kept = new Map();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    if (kept.size >= most) kept.clear();
    kept.set(key, made);
    return made;
  };
};
