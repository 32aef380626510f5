// The note on words of another time: loaded by the page of cases with the first words of the
// reader's own.
import "../old-paper/old-words.js";
