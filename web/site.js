// Everything that every page needs. What one page needs is in web/pages/.
import "./theme/header-keys.js";
import "./theme/colours.js";
import "./theme/heading-links.js";
import "./theme/scroll-tables.js";
import "./theme/print.js";
import "./source-note/source-note.js";
import "./copy-snippet/copy-snippet.js";
import "./basket/basket.js";
import "./filter-list/filter-list.js";
import "./sort-table/sort-table.js";
import "./filter-list/fold-groups.js";
import "./review-date/review-date.js";
import "./copy-texts/copy-texts.js";
import "./copy-piece/copy-piece.js";
import "./copy-table/copy-table.js";
import "./search/box.js";
import { fillGaps } from "./common/gaps.js";

fillGaps(document);
