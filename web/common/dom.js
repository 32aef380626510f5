// Makes elements: el("button", { type: "button", class: "app-button", onclick: act }, "Add"). `on…`
// are listeners; false and null leave out.
export const el = (tag, props = {}, ...content) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (["value", "checked", "hidden", "disabled", "open"].includes(name)) made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(
    ...content.flat().filter((piece) => piece !== null && piece !== undefined && piece !== false),
  );
  return made;
};

// Change a text where it differs, so that a browser lays nothing out for one that stays.
export const setText = (node, text) => {
  if (node.data !== text) node.data = text;
};
