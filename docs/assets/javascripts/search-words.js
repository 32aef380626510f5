// Widens a search: parts of words, words that are misspelt, and other words for the same thing ("attrition" finds turnover).
// The theme's search knows none of these. Its worker takes a query in lunr's language, so we hand it a richer one:
// "supervison" becomes "supervison~2". Vocabulary: the theme's own index. Other words: search/words.js, from data/glossary.yml.
(() => {
  const SETUP = 0; // the theme's numbers for the message that brings the index,
  const QUERY = 2; // and for the one that asks
  const RARE = 2; // a word in so few places that its reader probably meant another
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  let docs = window.__index?.docs; // from a folder it is here already
  let places; // word -> in how many places of the site it stands, the glossary left out

  const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}.,'’&]*(?<![.,'’])/gu) ?? [];

  const count = () => {
    places = new Map();
    for (const { location, title, text } of docs ?? []) {
      if (location.startsWith("glossary")) continue;
      for (const word of new Set(wordsOf(`${title} ${text}`.replace(/<[^>]*>/g, " ")))) places.set(word, (places.get(word) ?? 0) + 1);
    }
  };

  // What to ask instead, and what to tell the reader: { query, also, misspelt }.
  const widen = (query) => {
    if (!places?.size) count();
    const words = wordsOf(query);
    if (!places.size || !words.length || /[:~^*+"]|(^|\s)-/.test(query)) return { query, also: [], misspelt: [] };
    const rare = (word) => (places.get(word) ?? 0) <= RARE;
    const phrase = ` ${words.join(" ")} `;
    const also = (window.pqWords ?? []).map(({ names, ...term }) => ({ ...term, typed: names.find((name) => phrase.includes(` ${name} `) && name.split(" ").some(rare)) }))
      .filter(({ typed, means }) => typed && !means.every((word) => words.includes(word)));
    const explained = also.flatMap(({ typed }) => typed.split(" "));
    const isLong = (word) => word.length > 3 && !/\p{N}/u.test(word);
    const isKnown = (word) => explained.includes(word) || places.has(word) || [...places.keys()].some((other) => other.startsWith(word));
    const misspelt = words.filter((word) => isLong(word) && !isKnown(word));
    const asked = words.flatMap((word) => {
      if (misspelt.includes(word)) return [`${word}~${word.length > 6 ? 2 : 1}`];
      return isLong(word) ? [`${word}^4`, `${word}*`] : [word];
    });
    return { query: [...asked, ...new Set(also.flatMap(({ means }) => means))].join(" "), also, misspelt };
  };

  const tell = ({ also, misspelt }) => {
    const place = document.querySelector(".app-search-also");
    place.closest(".md-search-result").classList.toggle("app-search-widened", also.length + misspelt.length > 0);
    place.textContent = [
      also.length ? `Also looked for: ${also.map(({ label }) => label).join(", ")}.` : "",
      misspelt.length ? `No page has ${misspelt.map((word) => `“${word}”`).join(" or ")}: looked for words that are spelt like it.` : "",
    ].join(" ").trim();
  };

  const post = window.Worker.prototype.postMessage;
  window.Worker.prototype.postMessage = function postWidened(message, ...more) {
    if (message?.type === SETUP) ({ docs } = message.data);
    if (message?.type !== QUERY) return post.call(this, message, ...more);
    const widened = widen(message.data);
    tell(widened);
    return post.call(this, { ...message, data: widened.query }, ...more);
  };

  document.querySelector(".md-search__input")?.addEventListener("focus", () => {
    const script = document.createElement("script");
    script.src = `${base}/search/words.js`;
    document.head.append(script);
  }, { once: true });
})();
