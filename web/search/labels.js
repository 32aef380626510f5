// What a result is called, and in which order the kinds stand in the chips above the results.
export const KINDS = {
  argument: ["Argument", "Arguments"],
  page: ["Guide", "Guide"],
  figure: ["Figure", "Figures"],
  council: ["Council", "Councils"],
  course: ["Course", "Courses"],
  cost: ["Cost", "Costs"],
  funding: ["Funding", "Funding"],
  duty: ["Duty", "Duties"],
  question: ["Question from finance", "Questions from finance"],
  table: ["Table to copy", "Tables to copy"],
  change: ["What has changed", "What has changed"],
  example: ["Example", "Examples"],
  source: ["Source", "Sources"],
  term: ["Term", "Terms"],
  guide2007: ["Guide of 2007", "Guide of 2007"],
};

// "Argument · current", "Figure · 30 September 2025", "Source".
export const labelOf = ({ kind, standing, date }) =>
  [KINDS[kind]?.[0] ?? kind, standing || date].filter(Boolean).join(" · ");
