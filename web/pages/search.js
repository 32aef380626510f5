// The search behind the box: loaded when the box is first used.
import "../search/search.js";
