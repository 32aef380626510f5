// The page of old papers. What reads Word and PDF files comes with the first file that needs it.
import "../old-paper/old-paper.js";
