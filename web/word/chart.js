// A chart as Word keeps one: drawing and workbook, so that finance can open the numbers. Bars, one scale from nought.
import { strToU8, zipSync } from "fflate";

import { escape } from "./xml.js";

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const letter = (n) => String.fromCharCode(65 + n);
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const known = (values) => values.map((value, n) => [n, value]).filter(([, value]) => typeof value === "number" && Number.isFinite(value));

const workbookOf = ({ categories, series }) => {
  const text = (cell, words) => `<c r="${cell}" t="inlineStr"><is><t>${escape(words)}</t></is></c>`;
  const rows = [`<row r="1">${text("A1", " ")}${series.map(({ name }, n) => text(`${letter(n + 1)}1`, name)).join("")}</row>`,
    ...categories.map((name, at) => `<row r="${at + 2}">${text(`A${at + 2}`, name)}${series.map(({ values }, n) => (typeof values[at] === "number" ? `<c r="${letter(n + 1)}${at + 2}"><v>${values[at]}</v></c>` : "")).join("")}</row>`)];
  const parts = {
    "[Content_Types].xml": `${HEADER}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    "_rels/.rels": `${HEADER}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${R}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${HEADER}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${R}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEADER}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${R}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `${HEADER}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.join("")}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])), { mtime: new Date(1980, 0, 2) });
};

const points = (values, categories) => known(values).map(([n, value]) => `<c:pt idx="${n}"><c:v>${escape(String(categories ? categories[n] : value))}</c:v></c:pt>`).join("");

const COLOURS = ["14453D", "9DB8AE", "7A3D00", "55635F"];

const seriesXml = ({ name, values }, n, categories) => {
  const last = categories.length + 1;
  const names = categories.map((text, at) => `<c:pt idx="${at}"><c:v>${escape(text)}</c:v></c:pt>`).join("");
  return `<c:ser><c:idx val="${n}"/><c:order val="${n}"/><c:tx><c:strRef><c:f>Sheet1!$${letter(n + 1)}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${escape(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>`
    + `<c:spPr><a:solidFill><a:srgbClr val="${COLOURS[n % COLOURS.length]}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>`
    + `<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`
    + `<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$${last}</c:f><c:strCache><c:ptCount val="${categories.length}"/>${names}</c:strCache></c:strRef></c:cat>`
    + `<c:val><c:numRef><c:f>Sheet1!$${letter(n + 1)}$2:$${letter(n + 1)}$${last}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${categories.length}"/>${points(values)}</c:numCache></c:numRef></c:val></c:ser>`;
};

// { xml, workbook, alternative } of a chart { title, categories, series: [{ name, values }], unit }. PQ_BOOK stands for the workbook's id.
export const chartParts = (chart) => {
  const { title, categories, series, unit = "" } = chart;
  const said = series.map(({ name, values }) => `${name}: ${known(values).map(([n, value]) => `${categories[n]} ${value}${unit}`).join(", ")}`).join("; ");
  const xml = `${HEADER}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${R}"><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>${series.map((one, n) => seriesXml(one, n, categories)).join("")}<c:gapWidth val="60"/><c:axId val="111"/><c:axId val="112"/></c:barChart>`
    + '<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="112"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    + `<c:valAx><c:axId val="112"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General${unit === "%" ? '&quot;%&quot;' : ""}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx></c:plotArea>${series.length > 1 ? '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' : ""}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:externalData r:id="PQ_BOOK"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`;
  return { xml, workbook: workbookOf(chart), alternative: `${title}. ${said}` };
};
