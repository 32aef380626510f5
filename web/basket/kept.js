// What is in the basket, as it is kept in this browser: also for pages that only read it.
import { store } from "../common/store.js";

export const KEY = "pq-basket";

// In order: [{ argument, works }] as copy-snippet has them, so that nothing else has to be loaded.
export const items = () => {
  const kept = store.get(KEY);
  return Array.isArray(kept)
    ? kept.filter((item) => item?.argument?.id && Array.isArray(item.argument.blocks))
    : [];
};

export const has = (id) => items().some(({ argument }) => argument.id === id);
