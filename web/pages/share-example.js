// The form for an example, with the library of its preview.
import "../share-example/share-example.js";
