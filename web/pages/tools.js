// What copies, narrows and fills in: at once on a page that is made of such things, otherwise when a
// reader comes near one (web/tools/near.js).
import "../tools/needs-site.js";
import "../source-note/source-note.js";
import "../copy-snippet/copy-snippet.js";
import "../basket/basket.js";
import "../filter-list/filter-list.js";
import "../sort-table/sort-table.js";
import "../filter-list/fold-groups.js";
import "../copy-texts/copy-texts.js";
import "../copy-piece/copy-piece.js";
import "../copy-table/copy-table.js";
import { fillGaps } from "../common/gaps.js";

fillGaps(document);
