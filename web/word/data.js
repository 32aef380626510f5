// What a file of ours carries beside the document, in parts that Word keeps when it saves: the
// values of gaps, which all gaps of a name share, and the draft that the file was made from.
import { HEADER } from "./package.js";
import { all, element, escape, unescape } from "./xml.js";

const DRAFT = "urn:pq-case:draft";
const GAPS = "urn:pq-case:gaps";
const ITEM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
const PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml";
const STORES = {
  [GAPS]: "{8D2F6A54-6E1B-4D0B-9C1E-5A1B2C3D4E5F}",
  [DRAFT]: "{3B7E1C90-5A42-4F0E-8A77-1D2C3B4A5968}",
};

const find = (file, namespace) =>
  Object.keys(file.parts).find(
    (name) => /^customXml\/item\d+\.xml$/i.test(name) && file.text(name).includes(`"${namespace}"`),
  );

// Put a part of ours, in the place of an older one.
const put = (file, namespace, xml) => {
  const old = find(file, namespace);
  if (old) return file.put(old, HEADER + xml);
  let n = 1;
  while (file.parts[`customXml/item${n}.xml`] || file.parts[`customXml/itemProps${n}.xml`]) n += 1;
  const [item, props] = [`customXml/item${n}.xml`, `customXml/itemProps${n}.xml`];
  file.put(item, HEADER + xml);
  file.put(
    props,
    HEADER +
      element(
        "ds:datastoreItem",
        { "ds:itemID": STORES[namespace], "xmlns:ds": ITEM },
        "<ds:schemaRefs/>",
      ),
  );
  file.addType(props, PROPERTIES);
  file.relate("customXmlProps", props, { part: item });
  return file.relate("customXml", item);
};

// Gaps of a file. A file that holds gaps already keeps them and their values.
export class Gaps {
  constructor(file) {
    this.file = file;
    const old = find(file, GAPS);
    this.before = old ? all(file.text(old), "gap").map(({ xml }) => xml) : [];
    this.names = [];
  }

  // How a control is bound to the value that all gaps of a name share.
  binding(name) {
    if (!this.names.includes(name)) this.names.push(name);
    const place = this.before.length + this.names.indexOf(name) + 1;
    return {
      tag: `pq-gap-${place}`,
      xml: element("w:dataBinding", {
        "w:prefixMappings": `xmlns:g='${GAPS}'`,
        "w:xpath": `/g:gaps[1]/g:gap[${place}]`,
        "w:storeItemID": STORES[GAPS],
      }),
    };
  }

  save() {
    if (!this.names.length) return;
    const made = this.names.map((name) => element("gap", {}, escape(`[${name}]`)));
    put(this.file, GAPS, element("gaps", { xmlns: GAPS }, this.before, made));
  }
}

export const putDraft = (file, draft) =>
  put(file, DRAFT, element("draft", { xmlns: DRAFT }, escape(draft)));

// Leave the draft of an older file out: a file whose maker wants no draft in it must not carry one.
export const emptyDraft = (file) => {
  if (find(file, DRAFT)) putDraft(file, "");
};

// The draft that a file carries, or undefined.
export const draftOf = (file) => {
  const found = find(file, DRAFT);
  if (!found) return undefined;
  const xml = file.text(found);
  const [, text] = /<(?:[\w.-]+:)?draft[^>]*>([\s\S]*)<\/(?:[\w.-]+:)?draft\s*>/.exec(xml) ?? [];
  return text ? unescape(text) : undefined;
};
