// Opens and saves a Word file: a zip of parts. What cannot be used is refused with a sentence that says what to do.
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

import { attribute, tags, wellFormed } from "./xml.js";

const MOST = 60 * 1024 * 1024; // bytes unpacked: the largest honest templates are far smaller
const MOST_PARTS = 5000;

export class WordError extends Error {}

const refuse = (sentence) => { throw new WordError(sentence); };
const begins = (bytes, ...codes) => codes.every((code, n) => bytes[n] === code);
const holds = (bytes, text, wide = false) => {
  const codes = [...text].flatMap((sign) => (wide ? [sign.charCodeAt(0), 0] : [sign.charCodeAt(0)]));
  outer: for (let at = 0; at + codes.length <= bytes.length; at += 1) {
    for (let n = 0; n < codes.length; n += 1) if (bytes[at + n] !== codes[n]) continue outer;
    return true;
  }
  return false;
};

// What is no zip is told apart by its first bytes.
const refuseOtherKinds = (bytes) => {
  if (!bytes.length) refuse("The file is empty. Save it again in Word and try once more.");
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    if (holds(bytes.subarray(0, 1 << 20), "EncryptedPackage", true)) refuse("The file has a password. In Word choose File, Info, Protect Document, take the password off, and save it again.");
    refuse("This is an old Word file (.doc). Open it in Word and save it as “Word Document (.docx)”.");
  }
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46)) refuse("This is a PDF. A template has to be a Word file: ask for the .docx or .dotx.");
  if (begins(bytes, 0x7b, 0x5c, 0x72, 0x74)) refuse("This is a rich text file (.rtf). Open it in Word and save it as “Word Document (.docx)”.");
  if (!begins(bytes, 0x50, 0x4b)) refuse("This is not a Word file, whatever its name says. Open it in Word and save it as “Word Document (.docx)”.");
};

const unpack = (bytes) => {
  let sum = 0;
  let parts = 0;
  try {
    return unzipSync(bytes, { filter: ({ originalSize }) => {
      sum += originalSize;
      parts += 1;
      if (sum > MOST || parts > MOST_PARTS) refuse("The file unpacks to more than 60 MB, so it is not opened. Take out large pictures and try again.");
      return true;
    } });
  } catch (error) {
    if (error instanceof WordError) throw error;
    return refuse("The file is damaged and cannot be opened. Open it in Word, save it under a new name, and try again.");
  }
};

const KINDS = { "document.main": "document", "template.main": "template", "document.macroEnabled.main": "macros", "template.macroEnabledTemplate.main": "macros" };
const MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

export const relationsOf = (part) => part.replace(/([^/]*)$/, "_rels/$1.rels");
export const resolve = (part, target) => {
  if (target.startsWith("/")) return target.slice(1);
  const path = part.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") path.pop();
    else if (step !== ".") path.push(step);
  }
  return path.join("/");
};

// A Word file: `parts` by name, the name of its main part, its kind, and notes to say to the reader.
export class Package {
  constructor(parts) {
    this.parts = parts;
    this.notes = [];
    this.refuseBroken();
    this.main = this.findMain();
  }

  static open(bytes) {
    refuseOtherKinds(bytes);
    return new Package(unpack(bytes));
  }

  text(name) {
    const bytes = this.parts[name];
    return bytes ? strFromU8(bytes).replace(/^\ufeff/, "") : undefined;
  }

  put(name, text) {
    this.parts[name] = typeof text === "string" ? strToU8(text) : text;
  }

  refuseBroken() {
    if (this.parts.mimetype && this.text("mimetype").includes("opendocument")) refuse("This is an OpenDocument file (.odt). Open it in Word or LibreOffice and save it as .docx.");
    if (!this.parts["[Content_Types].xml"]) refuse("This is a zip file and not a Word file. Open the document in Word and save it as .docx.");
    for (const name of Object.keys(this.parts).filter((part) => /\.(?:xml|rels)$/.test(part))) {
      const text = this.text(name);
      if (/<!DOCTYPE/i.test(text.slice(0, 4096))) refuse("The file holds a document type, which no Word file needs, so it is not opened. Save it again in Word.");
      if (/(?:^|\/)(?:document\d*|styles|numbering|comments|\[Content_Types\])\.xml$|\.rels$/.test(name) && !wellFormed(text)) {
        refuse("Part of the file is broken. Open it in Word, let it repair the file, save it, and try again.");
      }
    }
  }

  findMain() {
    const relations = this.text("_rels/.rels") ?? refuse("The file has lost its table of contents. Open it in Word and save it again.");
    let main;
    for (const { attributes, name } of tags(relations)) {
      if (name === "Relationship" && /\/officeDocument$/.test(attribute(attributes, "Type") ?? "")) {
        if (attribute(attributes, "Type").includes("purl.oclc.org")) refuse("The file is saved as “Strict Open XML”. In Word choose Save As, “Word Document (.docx)”.");
        main = resolve("x", attribute(attributes, "Target"));
      }
    }
    const type = this.typeOf(main) ?? "";
    if (/spreadsheetml/.test(type)) refuse("This is an Excel file. A template has to be a Word file (.docx or .dotx).");
    if (/presentationml/.test(type)) refuse("This is a PowerPoint file. A template has to be a Word file (.docx or .dotx).");
    if (!main || !this.parts[main]) refuse("The file has no document in it. Open it in Word and save it again.");
    if (this.text(main).slice(0, 4096).includes("purl.oclc.org")) refuse("The file is saved as “Strict Open XML”. In Word choose Save As, “Word Document (.docx)”.");
    const found = Object.entries(KINDS).find(([name]) => type.endsWith(`.${name}+xml`) || type.includes(`${name}+xml`));
    this.kind = found?.[1] ?? "document";
    return main;
  }

  // The content type of a part: its own, or that of its ending.
  typeOf(part) {
    let byEnding;
    for (const { name, attributes } of tags(this.text("[Content_Types].xml"))) {
      if (name === "Override" && attribute(attributes, "PartName") === `/${part}`) return attribute(attributes, "ContentType");
      if (name === "Default" && part?.endsWith(`.${attribute(attributes, "Extension")}`)) byEnding = attribute(attributes, "ContentType");
    }
    return byEnding;
  }

  addType(part, type) {
    const types = this.text("[Content_Types].xml");
    if (!types.includes(`PartName="/${part}"`)) this.put("[Content_Types].xml", types.replace("</Types>", `<Override PartName="/${part}" ContentType="${type}"/></Types>`));
  }

  // The parts that a part points to: [{ id, type, target }], target as the name of a part.
  relations(part = this.main) {
    const text = this.text(relationsOf(part)) ?? "";
    return [...tags(text)].filter(({ name }) => name === "Relationship").map(({ attributes }) => ({
      id: attribute(attributes, "Id"), type: (attribute(attributes, "Type") ?? "").split("/").pop(),
      target: attribute(attributes, "TargetMode") === "External" ? attribute(attributes, "Target") : resolve(part, attribute(attributes, "Target") ?? ""),
    }));
  }

  related(type) {
    return this.relations().find((relation) => relation.type === type)?.target;
  }

  // Point from a part to another; gives the id. `external` for an address of the web.
  relate(type, target, { part = this.main, external = false, base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships" } = {}) {
    const name = relationsOf(part);
    const text = this.text(name) ?? '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';
    const taken = new Set(this.relations(part).map(({ id }) => id));
    let n = taken.size + 1;
    while (taken.has(`rIdPq${n}`)) n += 1;
    const relation = `<Relationship Id="rIdPq${n}" Type="${base}/${type}" Target="${external ? target : `/${target}`}"${external ? ' TargetMode="External"' : ""}/>`;
    this.put(name, text.includes("</Relationships>") ? text.replace("</Relationships>", `${relation}</Relationships>`)
      : text.replace(/<Relationships([^>]*)\/>/, `<Relationships$1>${relation}</Relationships>`));
    return `rIdPq${n}`;
  }

  // A template becomes a document; macros are left out, and said.
  becomeDocument() {
    if (this.kind === "document") return;
    if (this.kind === "macros") {
      this.notes.push("The template holds macros. They are left out of the finished file.");
      for (const relation of this.relations().filter(({ type }) => type === "vbaProject")) this.leaveOut(relation);
      for (const name of Object.keys(this.parts)) if (/vba(?:Project|Data)/i.test(name)) delete this.parts[name];
    }
    const types = this.text("[Content_Types].xml").replace(new RegExp(`(<Override[^>]*PartName="/${this.main}"[^>]*ContentType=")[^"]*`), `$1${MAIN}`)
      .replace(new RegExp(`(<Override[^>]*ContentType=")[^"]*("[^>]*PartName="/${this.main}")`), `$1${MAIN}$2`)
      .replace(/<Override[^>]*vba[^>]*\/>/gi, "").replace(/<Default[^>]*vbaProject[^>]*\/>/gi, "");
    this.put("[Content_Types].xml", types.includes(MAIN) ? types : types.replace("</Types>", `<Override PartName="/${this.main}" ContentType="${MAIN}"/></Types>`));
  }

  leaveOut({ id }) {
    const name = relationsOf(this.main);
    this.put(name, this.text(name).replace(new RegExp(`<Relationship(?=[^>]*Id="${id}")[^>]*/>`), ""));
  }

  save() {
    const { "[Content_Types].xml": types, ...others } = this.parts;
    return zipSync({ "[Content_Types].xml": types, ...others }, { level: 6, mtime: new Date(1980, 0, 2) });
  }
}
