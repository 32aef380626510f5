// Everything that every page needs at once. What some pages need is in web/pages/.
import "./theme/header-keys.js";
import "./theme/colours.js";
import "./theme/heading-links.js";
import "./theme/scroll-tables.js";
import "./theme/print.js";
import "./theme/reveal.js";
import "./basket/marks.js";
import "./review-date/review-date.js";
import "./search/box.js";
import "./tools/near.js";

document.documentElement.classList.add("app-runs"); // see web/theme/start.js
