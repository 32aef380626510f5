// What terms find, as text that is small to send and quick to read: a line a term, and in it a sign
// for each thing, which says how much further in the list of things it stands, or what the term is
// worth there, in steps of one in a hundred.
const LOWEST = 40; // signs below it are blanks and quotation marks
const LEAST = 0.2; // worth
const STEP = Math.log(1.01);
const LEVELS = 1024;

const worthOf = Float32Array.from({ length: LEVELS }, (_, level) => LEAST * Math.exp(level * STEP));
const levelOf = (worth) =>
  Math.min(LEVELS - 1, Math.max(0, Math.round(Math.log(worth / LEAST) / STEP)));

// A line of numbers from nought on.
export const packNumbers = (numbers) =>
  numbers.map((number) => String.fromCharCode(LOWEST + number)).join("");
export const unpackNumbers = (line) =>
  Uint16Array.from({ length: line.length }, (_, n) => line.charCodeAt(n) - LOWEST);

// Lists of what terms find, { numbers of things, worth }, by number, as { places, worths }.
export const packLists = (lists) => ({
  places: lists
    .map(({ numbers }) => packNumbers(numbers.map((number, n) => number - (numbers[n - 1] ?? 0))))
    .join("\n"),
  worths: lists.map(({ worth }) => packNumbers(worth.map(levelOf))).join("\n"),
});

// Of one term, a line of each: the numbers of what it finds, and what it is worth there.
export const unpackList = (places, worths) => {
  const numbers = new Uint16Array(places.length);
  const worth = new Float32Array(places.length);
  let number = 0;
  for (let n = 0; n < places.length; n += 1) {
    number += places.charCodeAt(n) - LOWEST;
    numbers[n] = number;
    worth[n] = worthOf[worths.charCodeAt(n) - LOWEST];
  }
  return { numbers, worth };
};
