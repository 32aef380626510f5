// What is kept in this browser. Some refuse on file:// or by policy: then it is kept
// until the page is left, and nothing breaks.
// On file:// all local pages share one storage, so every key of ours starts with "pq-".
export const VALUES = "pq-your"; // the reader's own figures and names: see gaps.js
const refused = new Map();

export const store = {
  get(key) {
    if (refused.has(key)) return refused.get(key);
    try {
      return JSON.parse(window.localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  set(key, value) {
    refused.delete(key);
    try {
      if (value === null) window.localStorage.removeItem(key);
      else window.localStorage.setItem(key, JSON.stringify(value));
    } catch {
      refused.set(key, value);
    }
  },
};
