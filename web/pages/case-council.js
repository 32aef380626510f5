// What a case shows of a council: loaded when the reader chooses one, or when a case that holds one
// is opened.
import { drawing, partsOf, picturesOf } from "../case/council-part.js";
import { Figures } from "../council/facts.js";
import { gaps } from "../council/words.js";

globalThis.pqCaseCouncil = { Figures, partsOf, drawing, picturesOf, gaps };
