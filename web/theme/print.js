// On paper nothing can be opened: what is folded opens for the print and closes again. The page
// says where it comes from and when it was printed, because paper carries no address; and it is
// printed in light colours, whatever the screen has.

const SCHEME = "data-md-color-scheme";
const opened = new Set();
let scheme = null;

const source = () => {
  let line = document.querySelector(".app-printed");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "app-printed" });
    document.querySelector(".md-content__inner")?.append(line);
  }
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(new Date());
  const address =
    window.location.protocol === "file:" ? "" : ` from ${window.location.href.split("#")[0]}`;
  line.textContent = `Printed on ${day}${address}`;
};

const before = () => {
  source();
  scheme ??= document.body.getAttribute(SCHEME); // some browsers say twice that they print
  document.body.setAttribute(SCHEME, "default");
  for (const fold of document.querySelectorAll(".md-content details:not([open], .app-menu)")) {
    fold.open = true;
    opened.add(fold);
  }
};
const after = () => {
  for (const fold of opened) fold.open = false;
  opened.clear();
  if (scheme) document.body.setAttribute(SCHEME, scheme);
  scheme = null;
};

window.addEventListener("beforeprint", before);
window.addEventListener("afterprint", after);
