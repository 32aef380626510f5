// The page where a case is put together. What writes Word files comes with the first click that
// needs it.
import "../case/case-builder.js";
