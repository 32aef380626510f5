// What copies, shows a source or fills the basket is loaded when a reader comes near it: a page is
// read sooner without. On pages that need it at once it stands beside this script, and nothing is
// to be done here. A press that comes before it is there counts when it is.
import { load } from "../common/load.js";
import { say } from "../common/say.js";
import { store, VALUES } from "../common/store.js";

const NEAR = "copy-piece button, [data-basket], a.app-cite, a.app-stat";
const { tools } = document.currentScript.dataset;
let loaded = !tools;

const near = ({ target }) => (loaded ? null : target.closest?.(NEAR));
const bring = async () => {
  await load(tools);
  loaded = true;
};

const press = async (thing) => {
  try {
    await bring();
    thing.click();
  } catch (why) {
    if (thing.hash) window.location.hash = thing.hash;
    else
      say(
        thing.closest("copy-piece, [data-basket-row]").querySelector("[role=status]"),
        why.message,
      );
  }
};

// Gaps in the text are filled with what a reader gave on another page.
if (!loaded && document.querySelector("[data-your]") && store.get(VALUES)) bring().catch(() => {});

for (const coming of ["pointerover", "focusin"])
  document.addEventListener(coming, (event) => near(event) && bring().catch(() => {}));
document.addEventListener(
  "click",
  (event) => {
    const thing = near(event);
    const aside = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button;
    if (!thing || (thing.hash && aside)) return; // a link that is to be opened elsewhere
    event.preventDefault();
    event.stopImmediatePropagation();
    press(thing);
  },
  true,
);
