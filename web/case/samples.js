// What tests of a case put into it: one argument, with two gaps and a citation.
export const paragraph = (...content) => ({ kind: "paragraph", content });
export const ARGUMENT = {
  id: "turnover",
  title: "Turnover costs us",
  case: "financial",
  stands: "current",
  sources: ["dfe2025"],
  blocks: [
    paragraph(
      { text: "In " },
      { gap: "name of organisation" },
      { text: " turnover was " },
      { gap: "local turnover rate" },
      { cite: [{ key: "dfe2025" }] },
    ),
  ],
};
