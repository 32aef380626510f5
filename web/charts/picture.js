// A chart as a picture for Word: drawn on a canvas at print quality, black on white, whatever the
// page's colours.
const SCALE = 3.5; // 340 wide becomes 1,190 dots: 10 cm at 300 dots an inch

const loaded = (address) =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("The browser could not draw the chart."));
    image.src = address;
  });

// `svg` is the text that charts.js made. Resolves to the canvas, and to the size at which it is
// meant to be shown.
export const picture = async (svg) => {
  const image = await loaded(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [
    Math.round(image.width * SCALE),
    Math.round(image.height * SCALE),
  ];
  const context = canvas.getContext("2d");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { address: canvas.toDataURL("image/png"), width: image.width, height: image.height };
};

const blob = ({ address }) =>
  new Blob([Uint8Array.from(atob(address.split(",")[1]), (letter) => letter.charCodeAt(0))], {
    type: "image/png",
  });

// Put a picture on the clipboard, given as a promise, for browsers want the call at once. Resolves
// to false where that is not allowed: over plain http, or by a policy.
export const copyPicture = async (promise) => {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": promise.then(blob) })]);
    return true;
  } catch {
    return false;
  }
};

export const save = (name, address) => {
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
};
