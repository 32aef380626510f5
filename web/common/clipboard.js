// Puts text on the clipboard, wherever the page stands: https, plain http, a folder.

// Ways to copy, best first. `html` may be left out. Resolves to true where the text reached the
// clipboard.
// Called straight from a click: browsers allow copying only while the click is fresh.
//
// By the event the HTML goes as it is. The other way the browser first reads it as a page of this
// site, whose policy refuses the looks in it that Word needs (the borders of a table).
export const copy = async (text, html) => copyByEvent(text, html) || copyByClipboard(text, html);

const copyByEvent = (text, html) => {
  let set = false;
  const listener = (event) => {
    event.clipboardData.setData("text/plain", text);
    if (html) event.clipboardData.setData("text/html", html);
    event.preventDefault();
    event.stopImmediatePropagation();
    set = true;
  };
  document.addEventListener("copy", listener, true);
  try {
    return document.execCommand("copy") && set;
  } catch {
    return false;
  } finally {
    document.removeEventListener("copy", listener, true);
  }
};

const copyByClipboard = async (text, html) => {
  if (!(navigator.clipboard && window.ClipboardItem && navigator.clipboard.write)) return false;
  try {
    const types = { "text/plain": new Blob([text], { type: "text/plain" }) };
    if (html) types["text/html"] = new Blob([html], { type: "text/html" });
    await navigator.clipboard.write([new ClipboardItem(types)]);
    return true;
  } catch {
    return false; // refused by a policy of the organisation, or the click is too old
  }
};

// The last resort: the text stands selected, and the reader presses Ctrl+C.
export const select = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
};

export const SELECTED = "Your browser did not allow copying. The text is selected: press Ctrl+C.";

// Our own composition, in which every text is escaped. The site's policy refuses looks in HTML, so
// they are set one by one.
const show = (html, place) => {
  place.innerHTML = html.replace(/ style="([^"]*)"/g, ' data-look="$1"');
  for (const element of place.querySelectorAll("[data-look]")) {
    element.style.cssText = element.dataset.look;
    element.removeAttribute("data-look");
  }
};

// Copy, or else show the text in `place`, selected. Resolves to true where the text reached the
// clipboard.
export const copyOrSelect = async (text, html, place) => {
  const done = await copy(text, html);
  place.hidden = done;
  place.replaceChildren();
  if (done) return true;
  if (html) show(html, place);
  else place.append(Object.assign(document.createElement("pre"), { textContent: text }));
  place.focus();
  select(place);
  return false;
};
