// The reader's own figures and names, by the name of the gap they fill; shared by every page, kept
// in this browser.
import { store, VALUES } from "./store.js";

const FROM = "pq-your-from"; // which values came from official figures, and of when

const texts = (value) =>
  Object.fromEntries(
    Object.entries(value && typeof value === "object" ? value : {}).filter(
      ([, text]) => typeof text === "string",
    ),
  );

export const values = () => texts(store.get(VALUES));
export const sources = () => store.get(FROM) ?? {};

// Where a value came from, in words: "Department for Education, 30 September 2025"; nothing where
// it is the reader's own.
export const origin = (name) => {
  const from = sources()[name];
  return from && from.value === values()[name] && typeof from.words === "string" ? from.words : "";
};

// The reader's own entry: it wins over whatever came from elsewhere.
export const setValue = (name, text) => {
  const { [name]: _, ...from } = sources();
  store.set(VALUES, { ...values(), [name]: text });
  store.set(FROM, from);
  fillEverywhere();
};

// Values from official figures, each with its source and date ({ source, as_at, words }): they fill
// empty gaps and renew what came this way before. null takes away what came this way, where there
// is no figure now.
export const offer = (found, about) => {
  const [now, from] = [values(), sources()];
  for (const [name, text] of Object.entries(found)) {
    if (now[name]?.trim() && from[name]?.value !== now[name]) continue;
    delete now[name];
    delete from[name];
    if (text === null) continue;
    now[name] = text;
    from[name] = { ...about, value: text };
  }
  store.set(VALUES, now);
  store.set(FROM, from);
  fillEverywhere();
};

export const fillGaps = (root) => {
  const known = values();
  for (const gap of root.querySelectorAll(".app-your[data-your]")) {
    const value = (known[gap.dataset.your] ?? "").trim();
    const text = value || `[${gap.dataset.your}]`;
    if (gap.textContent !== text) gap.textContent = text;
    gap.classList.toggle("app-your--filled", Boolean(value));
  }
};

export const fillEverywhere = () => {
  fillGaps(document);
  const known = values();
  for (const input of document.querySelectorAll("input[data-your-input]")) {
    if (input !== document.activeElement) input.value = known[input.dataset.yourInput] ?? "";
  }
  for (const place of document.querySelectorAll("[data-your-from]"))
    place.textContent = origin(place.dataset.yourFrom);
  document.dispatchEvent(new Event("pq-your"));
};

window.addEventListener("storage", (event) => event.key === VALUES && fillEverywhere());
