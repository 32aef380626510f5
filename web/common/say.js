// Puts words into a status element, so that a screen reader says them; the same words twice are
// said twice.
export const say = (status, words) => {
  if (status.textContent !== words) {
    status.textContent = words;
    return;
  }
  status.textContent = "";
  window.setTimeout(() => {
    status.textContent ||= words;
  }, 20);
};
