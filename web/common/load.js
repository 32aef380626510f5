// Loads a script of ours or a sheet of style once, from a server or a folder. Resolves when it is
// there; rejects with a sentence, and then the next call tries again.
import { el } from "./dom.js";

const loading = new Map();

const begin = (address) =>
  new Promise((resolve, reject) => {
    const onerror = () => {
      loading.delete(address);
      reject(
        new Error("Part of this page could not be loaded. Check the connection and try again."),
      );
    };
    const onload = () => resolve();
    document.head.append(
      address.endsWith(".css")
        ? el("link", { rel: "stylesheet", href: address, onload, onerror })
        : el("script", { src: address, onload, onerror }),
    );
  });

export const load = (address) => {
  if (!loading.has(address)) loading.set(address, begin(address));
  return loading.get(address);
};
