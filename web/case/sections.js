// Sections of the page: id, heading, and its name in the list of steps.
export const SECTIONS = [
  ["start", "1. Start", "Start"],
  ["paper", "2. Your paper", "Paper"],
  ["figures", "3. Your figures", "Figures"],
  ["money", "4. What it costs", "Costs"],
  ["check", "5. Before you send it", "Check"],
  ["take", "6. Take it away", "Take away"],
];
