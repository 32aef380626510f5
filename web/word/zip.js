// Reads a zip by its directory. Nothing is unpacked before the sizes are known, and no part becomes
// larger than the directory says, so that a file made to fill the memory cannot.
import { Inflate } from "fflate";

const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const UNKNOWN = 0xffffffff; // the real size or place stands in the 64-bit field
const CHUNK = 16 * 1024; // bytes unpacked at a time: 16 MB at most come of it

export class ZipDamaged extends Error {}
export class ZipTooLarge extends Error {}

const CRC = Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});
const checksum = (bytes) => {
  let sum = -1;
  for (let n = 0; n < bytes.length; n += 1) sum = CRC[(sum ^ bytes[n]) & 255] ^ (sum >>> 8);
  return (sum ^ -1) >>> 0;
};

// Where the directory begins and how many parts it lists.
const findDirectory = (view) => {
  const least = Math.max(0, view.byteLength - 65557); // a note of at most 64 kB may follow
  for (let at = view.byteLength - 22; at >= least; at -= 1) {
    if (view.getUint32(at, true) !== END) continue;
    const found = { count: view.getUint16(at + 10, true), at: view.getUint32(at + 16, true) };
    if (at < 20 || view.getUint32(at - 20, true) !== LOCATOR_64) return found;
    const wide = Number(view.getBigUint64(at - 12, true));
    if (view.getUint32(wide, true) !== END_64) throw new ZipDamaged();
    const count = Number(view.getBigUint64(wide + 32, true));
    return { count, at: Number(view.getBigUint64(wide + 48, true)) };
  }
  throw new ZipDamaged();
};

// Sizes and place of an entry, from its 64-bit field where they are too large for the usual one.
const sizesOf = (view, at, extra, length) => {
  const sizes = [24, 20, 42].map((offset) => view.getUint32(at + offset, true));
  if (!sizes.includes(UNKNOWN)) return sizes;
  for (
    let field = extra;
    field + 4 <= extra + length;
    field += 4 + view.getUint16(field + 2, true)
  ) {
    if (view.getUint16(field, true) !== 1) continue;
    let place = field + 4;
    return sizes.map((size) => {
      if (size !== UNKNOWN) return size;
      place += 8;
      return Number(view.getBigUint64(place - 8, true));
    });
  }
  return sizes;
};

const readDirectory = (bytes, view) => {
  const entries = [];
  let { at, count } = findDirectory(view);
  for (; count > 0; count -= 1) {
    if (view.getUint32(at, true) !== ENTRY) throw new ZipDamaged();
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((o) =>
      view.getUint16(at + o, true),
    );
    const [size, packed, local] = sizesOf(view, at, at + 46 + nameLength, extraLength);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      encrypted: Boolean(view.getUint16(at + 8, true) & 1),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      size,
      packed,
      local,
    });
    at += 46 + nameLength + extraLength + noteLength;
  }
  return entries;
};

const inflate = (data, size) => {
  const out = new Uint8Array(size);
  let filled = 0;
  const stream = new Inflate((chunk) => {
    out.set(chunk, filled); // throws where there is more than the directory says
    filled += chunk.length;
  });
  for (let at = 0; at < data.length; at += CHUNK) {
    stream.push(data.subarray(at, at + CHUNK), at + CHUNK >= data.length);
  }
  if (filled !== size) throw new ZipDamaged();
  return out;
};

const unpack = (bytes, view, { encrypted, method, crc, size, packed, local }) => {
  if (encrypted || (method !== 0 && method !== 8)) throw new ZipDamaged();
  if (view.getUint32(local, true) !== LOCAL) throw new ZipDamaged();
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (from + packed > bytes.length) throw new ZipDamaged();
  const data = bytes.subarray(from, from + packed);
  const out = method === 0 ? data.slice() : inflate(data, size);
  if (out.length !== size || checksum(out) !== crc) throw new ZipDamaged();
  return out;
};

// The parts of a zip by name: { name: bytes }. Throws ZipTooLarge before unpacking where the parts
// together pass `bytes` or `parts`, and ZipDamaged where a part is not what the directory says.
export const readZip = (zip, most) => {
  try {
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    const entries = readDirectory(zip, view).filter(({ name }) => !name.endsWith("/"));
    const sum = entries.reduce((total, { size }) => total + size, 0);
    if (sum > most.bytes || entries.length > most.parts) throw new ZipTooLarge();
    const parts = Object.create(null); // a part may be called __proto__
    for (const entry of entries) parts[entry.name.replace(/\\/g, "/")] = unpack(zip, view, entry);
    return parts;
  } catch (error) {
    if (error instanceof ZipTooLarge) throw error;
    throw new ZipDamaged("damaged", { cause: error }); // also a place outside of the file
  }
};
