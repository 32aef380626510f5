import assert from "node:assert/strict";
import test from "node:test";

import { drawing } from "./council-part.js";

const chart = {
  kind: "chart",
  title: "Turnover",
  categories: ["2023", "2024", "2025"],
  unit: "%",
  series: [
    { name: "Anytown", values: [null, 12.9, 11.8] },
    { name: "England", values: [15.9, 13.8, 11.8] },
  ],
};

test("a chart of the paper is drawn with the last figure of each line, and years without one are no hole in the page", () => {
  const svg = drawing(chart);
  assert.match(svg, /^<svg .*Anytown 11\.8%.*<\/svg>$/s);
  assert.ok(!/NaN|undefined/.test(svg));
});

test("a whole number has its decimal, as the department prints it", () => {
  const whole = { ...chart, decimals: 1, series: [{ name: "Anytown", values: [12, 14, 15] }] };
  assert.match(drawing(whole), /Anytown 15\.0%/);
});

test("a line without any figure is left out", () => {
  assert.ok(
    !drawing({
      ...chart,
      series: [{ name: "Nowhere", values: [null, null, null] }, chart.series[1]],
    }).includes("Nowhere"),
  );
});
