// Your council in figures: the box to choose one, and what is shown of it.
import "../council/council-figures.js";
