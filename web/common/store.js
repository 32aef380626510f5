// What is kept in this browser. Some refuse on file:// or by policy: then nothing is kept, and
// nothing breaks.
// On file:// all local pages share one storage, so every key of ours starts with "pq-".
export const store = {
  get(key) {
    try {
      return JSON.parse(window.localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) window.localStorage.removeItem(key);
      else window.localStorage.setItem(key, JSON.stringify(value));
    } catch {
      /* not kept */
    }
  },
};
