// Loads a script of ours once, from a server or a folder. Resolves when it has run; rejects with a
// sentence.
const loading = new Map();

export const load = (src) => {
  if (!loading.has(src)) {
    loading.set(
      src,
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = src;
        script.addEventListener("load", () => resolve());
        script.addEventListener("error", () => {
          loading.delete(src);
          reject(
            new Error("Part of this page could not be loaded. Check the connection and try again."),
          );
        });
        document.head.append(script);
      }),
    );
  }
  return loading.get(src);
};
