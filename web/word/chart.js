// A chart as Word keeps one: a drawing and a workbook, so that finance can open the numbers and
// change them. Bars or lines on one scale from nought; lines differ in stroke and marker, not in
// colour alone.
import { strToU8, zipSync } from "fflate";

import { acrossOf, withDecimals, withUnit } from "../common/compose.js";
import { HEADER } from "./package.js";
import { element, escape } from "./xml.js";

const OPEN = "http://schemas.openxmlformats.org";
const R = `${OPEN}/officeDocument/2006/relationships`;
const PACKAGE = `${OPEN}/package/2006`;
const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const LOOKS = [
  { colour: "14453D", dash: "solid", marker: "circle" },
  { colour: "B4540A", dash: "dash", marker: "square" },
  { colour: "5B7F95", dash: "sysDot", marker: "triangle" },
  { colour: "55635F", dash: "lgDash", marker: "diamond" },
];
const MOST_LABELS = 16; // numbers on bars: more than these lie on each other
const CLOSE = 0.09; // of the scale: the height of a number
const [NAMES, VALUES] = [111, 112]; // ids of the axes

const val = (name, value) => element(`c:${name}`, { val: value });
const none = (...names) => names.map((name) => val(name, 0)).join("");

// The letters of a column of a sheet, from 0: A … Z, AA …
const letters = (n) =>
  (n < 26 ? "" : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

const known = (values) => [...values.entries()].filter(([, value]) => Number.isFinite(value));

// ---- the workbook ----

const types = element(
  "Types",
  { xmlns: `${PACKAGE}/content-types` },
  element("Default", {
    Extension: "rels",
    ContentType: "application/vnd.openxmlformats-package.relationships+xml",
  }),
  element("Default", { Extension: "xml", ContentType: "application/xml" }),
  element("Override", { PartName: "/xl/workbook.xml", ContentType: `${SHEET}.sheet.main+xml` }),
  element("Override", {
    PartName: "/xl/worksheets/sheet1.xml",
    ContentType: `${SHEET}.worksheet+xml`,
  }),
);
const relation = (type, target) =>
  element(
    "Relationships",
    { xmlns: `${PACKAGE}/relationships` },
    element("Relationship", { Id: "rId1", Type: `${R}/${type}`, Target: target }),
  );

const sheetOf = (chart) => {
  const { categories, series } = chart;
  const words = (cell, text) =>
    element(
      "c",
      { r: cell, t: "inlineStr" },
      element("is", {}, element("t", { "xml:space": "preserve" }, escape(text))),
    );
  const row = (n, cells) => element("row", { r: n }, cells);
  return element(
    "worksheet",
    { xmlns: `${OPEN}/spreadsheetml/2006/main` },
    element(
      "sheetData",
      {},
      row(1, [
        words("A1", acrossOf(chart) || " "),
        ...series.map(({ name }, n) => words(`${letters(n + 1)}1`, name)),
      ]),
      categories.map((name, at) =>
        row(at + 2, [
          words(`A${at + 2}`, name),
          ...series.map(({ values }, n) =>
            Number.isFinite(values[at])
              ? element("c", { r: `${letters(n + 1)}${at + 2}` }, element("v", {}, values[at]))
              : "",
          ),
        ]),
      ),
    ),
  );
};

const workbookOf = (chart) => {
  const sheet = element("sheet", { name: "Sheet1", sheetId: 1, "r:id": "rId1" });
  const parts = {
    "[Content_Types].xml": types,
    "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml": element(
      "workbook",
      { xmlns: `${OPEN}/spreadsheetml/2006/main`, "xmlns:r": R },
      element("sheets", {}, sheet),
    ),
    "xl/_rels/workbook.xml.rels": relation("worksheet", "worksheets/sheet1.xml"),
    "xl/worksheets/sheet1.xml": sheetOf(chart),
  };
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(HEADER + xml)]);
  return zipSync(Object.fromEntries(files), { mtime: new Date(1980, 0, 2) });
};

// ---- the drawing ----

const formatOf = ({ unit = "", decimals = 0 } = {}) => {
  if (unit === "£") return '"£"#,##0';
  const number = decimals ? `0.${"0".repeat(decimals)}` : "General";
  return unit ? `${number}"${unit.replace(/"/g, "")}"` : number;
};
const fill = (colour) => element("a:solidFill", {}, element("a:srgbClr", { val: colour }));
const stroke = (colour, width, dash) =>
  element("a:ln", { w: width }, fill(colour), dash ? element("a:prstDash", { val: dash }) : "");

const point = (at, value) => element("c:pt", { idx: at }, element("c:v", {}, escape(value)));
const named = (formula, texts) =>
  element(
    "c:strRef",
    {},
    element("c:f", {}, formula),
    element(
      "c:strCache",
      {},
      val("ptCount", texts.length),
      texts.map((text, at) => point(at, text)),
    ),
  );
const numbered = (formula, values, chart) =>
  element(
    "c:numRef",
    {},
    element("c:f", {}, formula),
    element(
      "c:numCache",
      {},
      element("c:formatCode", {}, escape(formatOf(chart))),
      val("ptCount", values.length),
      known(values).map(([at, value]) => point(at, value)),
    ),
  );

const shown = (chart, place) =>
  element("c:numFmt", { formatCode: formatOf(chart), sourceLinked: 0 }) +
  element("c:spPr", {}, "<a:noFill/>", element("a:ln", {}, "<a:noFill/>")) +
  (place ? val("dLblPos", place) : "") +
  val("showLegendKey", 0) +
  val("showVal", 1) +
  none("showCatName", "showSerName", "showPercent", "showBubbleSize");
const hidden = none(
  "showLegendKey",
  "showVal",
  "showCatName",
  "showSerName",
  "showPercent",
  "showBubbleSize",
);

// Whether the last number of a line has room: none of the lines before it ends close by.
const hasRoom = (series, n) => {
  const ends = series.map(({ values }) => known(values).at(-1) ?? []);
  const top = Math.max(
    ...series.flatMap(({ values }) => known(values).map(([, value]) => Math.abs(value))),
  );
  return ends
    .slice(0, n)
    .every(([at, value]) => at !== ends[n][0] || Math.abs(value - ends[n][1]) > top * CLOSE);
};

// Bars carry their numbers where there is room; a line carries its last one.
const labelsOf = (chart, n) => {
  const { categories, series } = chart;
  const { values } = series[n];
  if (chart.chart !== "line") {
    const room = categories.length * series.length <= MOST_LABELS;
    return element("c:dLbls", {}, room ? shown(chart) : hidden);
  }
  const last = known(values).at(-1)?.[0];
  const label =
    last === undefined || !hasRoom(series, n)
      ? ""
      : element("c:dLbl", {}, val("idx", last), shown(chart, "t"));
  return element("c:dLbls", {}, label, hidden);
};

const seriesOf = (chart, { name, values }, n) => {
  const { colour, dash, marker } = LOOKS[n % LOOKS.length];
  const { categories } = chart;
  const [column, last] = [letters(n + 1), categories.length + 1];
  const line = chart.chart === "line";
  const dot = element(
    "c:marker",
    {},
    val("symbol", marker),
    val("size", 6),
    element("c:spPr", {}, fill(colour), stroke(colour, 9525)),
  );
  return element(
    "c:ser",
    {},
    val("idx", n),
    val("order", n),
    element("c:tx", {}, named(`Sheet1!$${column}$1`, [name])),
    element("c:spPr", {}, line ? stroke(colour, 28575, dash) : fill(colour)),
    line ? dot : val("invertIfNegative", 0),
    labelsOf(chart, n),
    element("c:cat", {}, named(`Sheet1!$A$2:$A$${last}`, categories)),
    element(
      "c:val",
      {},
      numbered(
        `Sheet1!$${column}$2:$${column}$${last}`,
        categories.map((_, at) => values[at]),
        chart,
      ),
    ),
    line ? val("smooth", 0) : "",
  );
};

const axis = (name, { id, place, crosses, lowest, grid = "", unit }, ...more) =>
  element(
    `c:${name}`,
    {},
    val("axId", id),
    element(
      "c:scaling",
      {},
      val("orientation", "minMax"),
      lowest === undefined ? "" : val("min", lowest),
    ),
    val("delete", 0),
    val("axPos", place),
    grid,
    element("c:numFmt", { formatCode: formatOf({ unit }), sourceLinked: 0 }),
    val("majorTickMark", "none"),
    val("minorTickMark", "none"),
    val("tickLblPos", "low"),
    element("c:spPr", {}, stroke("808080", 9525)),
    val("crossAx", crosses),
    val("crosses", "autoZero"),
    more,
  );

const plotOf = (chart) => {
  const line = chart.chart === "line";
  const made = chart.series.map((one, n) => seriesOf(chart, one, n));
  const axes = val("axId", NAMES) + val("axId", VALUES);
  const below = chart.series.some(({ values }) => known(values).some(([, value]) => value < 0));
  const grid = element("c:majorGridlines", {}, element("c:spPr", {}, stroke("D9D8CF", 9525)));
  return element(
    "c:plotArea",
    {},
    "<c:layout/>",
    line
      ? element(
          "c:lineChart",
          {},
          val("grouping", "standard"),
          val("varyColors", 0),
          made,
          val("marker", 1),
          axes,
        )
      : element(
          "c:barChart",
          {},
          val("barDir", "col"),
          val("grouping", "clustered"),
          val("varyColors", 0),
          made,
          val("gapWidth", 60),
          axes,
        ),
    axis(
      "catAx",
      { id: NAMES, place: "b", crosses: VALUES },
      val("auto", 0),
      val("lblAlgn", "ctr"),
      val("lblOffset", 100),
      val("noMultiLvlLbl", 0),
    ),
    axis(
      "valAx",
      {
        id: VALUES,
        place: "l",
        crosses: NAMES,
        lowest: below ? undefined : 0,
        grid,
        unit: chart.unit,
      },
      val("crossBetween", "between"),
    ),
  );
};

const saidOf = ({ title, categories, series, unit, decimals = 0 }) =>
  `${title}. ${series
    .map(
      ({ name, values }) =>
        `${name}: ${known(values)
          .map(
            ([at, value]) => `${categories[at]} ${withUnit(withDecimals(value, decimals), unit)}`,
          )
          .join(", ")}`,
    )
    .join("; ")}`;

// The parts of a chart (see web/common/compose.js for what one is): { xml(book), workbook,
// alternative }.
// `book` is the id by which the drawing points to its workbook; `alternative` says the chart in
// words.
export const chartParts = (chart) => ({
  workbook: workbookOf(chart),
  alternative: saidOf(chart),
  xml: (book) =>
    HEADER +
    element(
      "c:chartSpace",
      {
        "xmlns:c": `${OPEN}/drawingml/2006/chart`,
        "xmlns:a": `${OPEN}/drawingml/2006/main`,
        "xmlns:r": R,
      },
      val("lang", "en-GB"),
      val("roundedCorners", 0),
      element(
        "c:chart",
        {},
        val("autoTitleDeleted", 1),
        plotOf(chart),
        chart.series.length > 1
          ? element("c:legend", {}, val("legendPos", "b"), val("overlay", 0))
          : "",
        val("plotVisOnly", 1),
        val("dispBlanksAs", "gap"),
      ),
      element("c:spPr", {}, fill("FFFFFF"), element("a:ln", {}, "<a:noFill/>")),
      element(
        "c:txPr",
        {},
        "<a:bodyPr/>",
        element(
          "a:p",
          {},
          element("a:pPr", {}, element("a:defRPr", { sz: 1000 }, fill("1C2B28"))),
          element("a:endParaRPr", { lang: "en-GB" }),
        ),
      ),
      element("c:externalData", { "r:id": book }, val("autoUpdate", 0)),
    ),
});
