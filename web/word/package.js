// Opens and saves a Word file: a zip of parts. What cannot be used is refused with a sentence that
// says what to do.
import { strToU8, zipSync } from "fflate";

import { attribute, element, escape, tags, wellFormed } from "./xml.js";
import { readZip, ZipTooLarge } from "./zip.js";

const MEGABYTE = 1024 * 1024;
const MOST = { bytes: 60 * MEGABYTE, parts: 5000 }; // unpacked; honest templates are far smaller
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const TYPES = "[Content_Types].xml";
const SIGNATURE = /^_xmlsignatures\//i;
const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>/g;
export const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

// A file that is not used. `message` is a sentence for the reader: what it is, and what to do.
export class WordError extends Error {}

const refuse = (sentence) => {
  throw new WordError(sentence);
};
const SAVE = "Open it in Word and save it as “Word Document (.docx)”.";
const REPAIR = "Open it in Word, save it under a new name, and try again.";

const begins = (bytes, ...codes) => codes.every((code, n) => bytes[n] === code);
const holds = (bytes, codes) => {
  for (let at = bytes.indexOf(codes[0]); at >= 0; at = bytes.indexOf(codes[0], at + 1)) {
    if (codes.every((code, n) => bytes[at + n] === code)) return true;
  }
  return false;
};
const PASSWORD = [..."EncryptedPackage"].flatMap((sign) => [sign.charCodeAt(0), 0]); // UTF-16

// What is no zip is told apart by its first bytes.
const refuseOtherKinds = (bytes) => {
  if (!bytes.length) refuse("The file is empty. Save it again in Word and try once more.");
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    if (!holds(bytes, PASSWORD)) refuse(`This is an old Word file (.doc). ${SAVE}`);
    refuse(
      "The file has a password, or a label that protects it. In Word choose File, Info, Protect Document, take it off, and save a copy.",
    );
  }
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46)) {
    refuse("This is a PDF. A Word file is needed here: ask for the .docx or .dotx.");
  }
  if (begins(bytes, 0x7b, 0x5c, 0x72, 0x74)) refuse(`This is a rich text file (.rtf). ${SAVE}`);
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 512)).replace(/^[^\w<]+/, "");
  if (/mso-application|<w:wordDocument|<pkg:package/.test(start))
    refuse(`This is a Word file in one piece (.xml). ${SAVE}`);
  if (/^(?:<|MIME-Version)/i.test(start))
    refuse(`This is a web page, whatever its name says. ${SAVE}`);
  if (!begins(bytes, 0x50, 0x4b))
    refuse(`This is not a Word file, whatever its name says. ${SAVE}`);
};

const unpack = (bytes) => {
  try {
    return readZip(bytes, MOST);
  } catch (error) {
    return refuse(
      error instanceof ZipTooLarge
        ? "The file unpacks to more than 60 MB or 5,000 parts, so it is not opened. Take out large pictures and try again."
        : `The file is damaged and cannot be opened. ${REPAIR}`,
    );
  }
};

// The text of a part, in the encoding that it says.
const decode = (bytes) => {
  const declared = /^[^>]{0,60}encoding=["']([\w-]+)/.exec(
    new TextDecoder("latin1").decode(bytes.subarray(0, 100)),
  )?.[1];
  const wide = begins(bytes, 0xff, 0xfe)
    ? "utf-16le"
    : begins(bytes, 0xfe, 0xff)
      ? "utf-16be"
      : undefined;
  try {
    return new TextDecoder(
      wide ?? (/utf-16/i.test(declared) ? "utf-8" : (declared ?? "utf-8")),
    ).decode(bytes);
  } catch {
    return refuse(`Part of the file is written in a way that cannot be read. ${REPAIR}`);
  }
};

// Some programs call the namespaces of Word by other short names. Ours are used from here on.
const withPrefix = (xml, namespace, wanted) => {
  const root = [...tags(xml.slice(0, 20_000))].find(({ open }) => open);
  const found = new RegExp(`xmlns:([\\w.-]+)=["']${namespace}["']`).exec(
    root?.attributes ?? "",
  )?.[1];
  if (!found || found === wanted) return xml;
  const name = wanted ? `${wanted}:` : "";
  return xml.replace(/<[^!?][^<]*?>/g, (tag) =>
    tag
      .replace(new RegExp(`^(</?)${found}:`), `$1${name}`)
      .replace(new RegExp(`(\\s)${found}:([\\w.-]+\\s*=)`, "g"), `$1${name}$2`)
      .replace(`xmlns:${found}=`, wanted ? `xmlns:${wanted}=` : "xmlns="),
  );
};

const KINDS = {
  "document.main": "document",
  "template.main": "template",
  "document.macroEnabled.main": "macros",
  "template.macroEnabledTemplate.main": "macros",
};
const EMPTY = "The file has no document in it. Open it in Word and save it again.";
const STRICT =
  "The file is saved as “Strict Open XML”. In Word choose Save As, “Word Document (.docx)”.";
const DOCTYPE =
  "The file holds a document type, which no Word file needs, so it is not opened. Save it again in Word.";
const ODT =
  "This is an OpenDocument file (.odt). Open it in Word or LibreOffice and save it as .docx.";
const PROGRAMS = { spreadsheetml: "an Excel", presentationml: "a PowerPoint", visio: "a Visio" };

const relationsOf = (part) => part.replace(/([^/]*)$/, "_rels/$1.rels");
const resolve = (part, target) => {
  if (target.startsWith("/")) return target.slice(1);
  const path = part.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") path.pop();
    else if (step !== ".") path.push(step);
  }
  return path.join("/");
};

// A Word file: `parts` by name (bytes), the name of its `main` part, its `kind` (document, template
// or macros).
export class Package {
  constructor(parts) {
    this.parts = parts;
    this.refuseBroken();
    this.main = this.findMain();
    const { main } = this;
    const xml = withPrefix(this.text(main), WORD, "w").replace(CDATA, (_, text) => escape(text));
    if (!/<w:body[\s/>]/.test(xml)) refuse(EMPTY);
    if (xml !== this.text(main)) this.put(main, xml);
  }

  // Throws WordError where the bytes are no Word file that can be used.
  static open(bytes) {
    refuseOtherKinds(bytes);
    return new Package(unpack(bytes));
  }

  // The name as the zip has it: capitals do not count, and signs may be written as %20.
  real(name) {
    if (this.parts[name]) return name;
    const wanted = name.toLowerCase();
    return (
      Object.keys(this.parts).find((one) =>
        [one, encodeURI(one)].some((given) => given.toLowerCase() === wanted),
      ) ?? name
    );
  }

  // The XML of a part, or undefined where there is none.
  text(part) {
    const name = this.real(part);
    const bytes = this.parts[name];
    if (!bytes) return undefined;
    const text = decode(bytes);
    if (name === TYPES)
      return withPrefix(text, "http://schemas.openxmlformats.org/package/2006/content-types", "");
    return name.endsWith(".rels") ? withPrefix(text, RELATIONS, "") : text;
  }

  put(name, content) {
    this.parts[this.real(name)] =
      typeof content !== "string"
        ? content
        : strToU8(content.replace(/^(<\?xml[^>]*encoding=["'])[\w-]+/, "$1UTF-8"));
  }

  refuseBroken() {
    if (this.parts.mimetype && this.text("mimetype").includes("opendocument")) refuse(ODT);
    const real = Object.keys(this.parts).find((name) => name.toLowerCase() === TYPES.toLowerCase());
    if (!real)
      refuse(
        "This is a zip file and not a Word file. Open the document in Word and save it as .docx.",
      );
    if (real !== TYPES) {
      this.parts[TYPES] = this.parts[real];
      delete this.parts[real];
    }
    for (const name of Object.keys(this.parts).filter((part) =>
      /\.(?:xml|rels|vml)$/i.test(part),
    )) {
      const text = this.text(name);
      if (/<!DOCTYPE/i.test(text)) refuse(DOCTYPE);
      const ours = !/^customXml\/|\.vml$/i.test(name); // what others keep there need not be exact
      if (ours && !wellFormed(text)) {
        refuse(
          "Part of the file is broken. Open it in Word, let it repair the file, save it, and try again.",
        );
      }
    }
  }

  findMain() {
    if (!this.parts["_rels/.rels"])
      refuse("The file has lost its table of contents. Open it in Word and save it again.");
    const found = this.relations("").find(({ type }) => type === "officeDocument");
    const main = found?.target;
    const type = this.typeOf(main) ?? "";
    for (const [name, program] of Object.entries(PROGRAMS)) {
      if (type.includes(name))
        refuse(`This is ${program} file. A Word file is needed here (.docx or .dotx).`);
    }
    if (!main || !this.parts[main]) refuse(EMPTY);
    if ((found.fullType + this.text(main).slice(0, 8192)).includes("purl.oclc.org/ooxml"))
      refuse(STRICT);
    this.kind =
      Object.entries(KINDS).find(([name]) => type.includes(`${name}+xml`))?.[1] ?? "document";
    return main;
  }

  // The content type of a part: its own, or that of its ending.
  typeOf(part) {
    let byEnding;
    const name = `/${part}`.toLowerCase();
    for (const { name: tag, attributes } of tags(this.text(TYPES))) {
      const type = attribute(attributes, "ContentType");
      if (tag === "Override" && attribute(attributes, "PartName")?.toLowerCase() === name)
        return type;
      const ending = attribute(attributes, "Extension")?.toLowerCase();
      if (tag === "Default" && name.endsWith(`.${ending}`)) byEnding = type;
    }
    return byEnding;
  }

  // Give a part a content type of its own, in place of one that it has.
  addType(part, type) {
    const types = this.text(TYPES);
    const made = element("Override", { PartName: `/${part}`, ContentType: type });
    const old = [...tags(types)].find(
      ({ name, attributes }) =>
        name === "Override" &&
        attribute(attributes, "PartName")?.toLowerCase() === `/${part}`.toLowerCase(),
    );
    this.put(
      TYPES,
      old
        ? types.slice(0, old.start) + made + types.slice(old.end)
        : types.replace(/<\/Types\s*>/, `${made}</Types>`),
    );
  }

  // Leave out what `unwanted(tag)` says of the tags of a part.
  leaveOut(part, unwanted) {
    let xml = this.text(part);
    if (xml === undefined) return;
    for (const tag of [...tags(xml)].reverse()) {
      if (tag.open && tag.close && unwanted(tag))
        xml = xml.slice(0, tag.start) + xml.slice(tag.end);
    }
    this.put(part, xml);
  }

  // What a part points to: [{ id, type, fullType, target, external }], target as the name of a
  // part.
  // "" stands for the file as a whole.
  relations(part = this.main) {
    const text = this.text(relationsOf(part)) ?? "";
    return [...tags(text)]
      .filter(({ name }) => name === "Relationship")
      .map(({ attributes }) => {
        const external = attribute(attributes, "TargetMode") === "External";
        const target = attribute(attributes, "Target") ?? "";
        const fullType = attribute(attributes, "Type") ?? "";
        return {
          id: attribute(attributes, "Id"),
          type: fullType.split("/").pop(),
          fullType,
          external,
          target: external ? target : this.real(resolve(part, target)),
        };
      });
  }

  // The name of the part of a type that the main part points to.
  related(type) {
    const found = this.relations().find((relation) => relation.type === type && !relation.external);
    return found && this.parts[found.target] ? found.target : undefined;
  }

  // The names of all parts of a type that the main part points to, each once.
  allRelated(type) {
    const found = this.relations().filter(
      (relation) => relation.type === type && !relation.external,
    );
    return [...new Set(found.map(({ target }) => target))].filter((name) => this.parts[name]);
  }

  // The text of a part, its elements called w:….
  wordText(name) {
    return withPrefix(this.text(name), WORD, "w");
  }

  // The text of that part, its elements called w:…, or undefined.
  relatedText(type) {
    const name = this.related(type);
    return name ? this.wordText(name) : undefined;
  }

  // Point from a part to another; gives the id. `external` for an address of the web.
  relate(type, target, { part = this.main, external = false, base = DOCUMENT } = {}) {
    const name = relationsOf(part);
    const text = this.text(name) ?? `${HEADER}<Relationships xmlns="${RELATIONS}"/>`;
    const taken = new Set(this.relations(part).map(({ id }) => id));
    let n = taken.size + 1;
    while (taken.has(`rIdPq${n}`)) n += 1;
    const made = element("Relationship", {
      Id: `rIdPq${n}`,
      Type: `${base}/${type}`,
      Target: external ? target : `/${target}`,
      TargetMode: external ? "External" : undefined,
    });
    this.put(name, withInside(text, "Relationships", made));
    return `rIdPq${n}`;
  }

  // The part of a type, made of `xml` where the file has none.
  partOf(type, name, contentType, xml) {
    const found = this.related(type);
    if (found) {
      const text = this.relatedText(type);
      if (text !== this.text(found)) this.put(found, text);
      return found;
    }
    let free = name;
    for (let n = 2; this.parts[free]; n += 1) free = name.replace(".xml", `${n}.xml`);
    this.put(free, HEADER + xml);
    this.addType(free, contentType);
    this.relate(type, free);
    return free;
  }

  // Whether somebody has signed the file, which holds only as long as nothing in it is changed.
  get signed() {
    return Object.keys(this.parts).some((name) => SIGNATURE.test(name));
  }

  leaveOutSignature() {
    for (const name of Object.keys(this.parts)) if (SIGNATURE.test(name)) delete this.parts[name];
    const tells =
      (name) =>
      ({ attributes }) =>
        /digital-signature/.test(attribute(attributes, name) ?? "");
    this.leaveOut("_rels/.rels", tells("Type"));
    this.leaveOut(TYPES, tells("ContentType"));
  }

  // A template becomes a document; macros and a signature are left out, and said.
  becomeDocument() {
    if (this.signed) this.leaveOutSignature();
    if (this.kind === "document") return;
    if (this.kind === "macros") this.leaveOutMacros();
    this.addType(this.main, MAIN);
    this.kind = "document";
  }

  leaveOutMacros() {
    const gone = new Set(
      Object.keys(this.parts).filter((name) => /vba(?:Project|Data)/i.test(name)),
    );
    for (const { type, target } of this.relations()) if (type === "vbaProject") gone.add(target);
    for (const name of [...gone]) {
      gone.add(relationsOf(name));
      for (const { target, external } of this.relations(name)) if (!external) gone.add(target);
    }
    for (const name of gone) delete this.parts[name];
    this.leaveOut(relationsOf(this.main), ({ attributes }) =>
      gone.has(this.real(resolve(this.main, attribute(attributes, "Target") ?? ""))),
    );
    this.leaveOut(
      TYPES,
      ({ attributes }) =>
        gone.has((attribute(attributes, "PartName") ?? "").slice(1)) ||
        (/vbaProject/.test(attribute(attributes, "ContentType")) && !this.hasPart(attributes)),
    );
  }

  hasPart(attributes) {
    const ending = attribute(attributes, "Extension");
    return (
      ending !== undefined && Object.keys(this.parts).some((name) => name.endsWith(`.${ending}`))
    );
  }

  // The bytes of the file. Pictures are packed already, so they are stored as they are.
  save() {
    const { [TYPES]: types, ...others } = this.parts;
    const files = Object.entries({ [TYPES]: types, ...others }).map(([name, bytes]) => [
      name,
      [bytes, { level: /\.(?:png|jpe?g|gif)$/i.test(name) ? 0 : 6 }],
    ]);
    return zipSync(Object.fromEntries(files), { mtime: new Date(1980, 0, 2) });
  }
}

// XML with more at the end of its root, also where the root is empty.
export const withInside = (xml, root, more) => {
  const end = xml.lastIndexOf(`</${root}`);
  if (end >= 0) return xml.slice(0, end) + more + xml.slice(end);
  const empty = [...tags(xml)].find(({ name }) => name === root);
  return empty
    ? `${xml.slice(0, empty.end).replace(/\s*\/>$/, ">")}${more}</${root}>${xml.slice(empty.end)}`
    : xml;
};
