// What several components need: putting text on the clipboard, and saying what happened. Loaded first.
(() => {
  const app = (window.app = {});

  // Ways to copy, best first. `html` may be left out. Resolves to true where the text reached the clipboard.
  // Called straight from a click: browsers allow copying only while the click is fresh.
  app.copy = async (text, html) => {
    if (navigator.clipboard && window.ClipboardItem && navigator.clipboard.write) {
      try {
        const types = { "text/plain": new Blob([text], { type: "text/plain" }) };
        if (html) types["text/html"] = new Blob([html], { type: "text/html" });
        await navigator.clipboard.write([new ClipboardItem(types)]);
        return true;
      } catch {
        // Refused by a policy of the organisation, or the click is too old: the old way may still work.
      }
    }
    let done = false;
    const listener = (event) => {
      event.clipboardData.setData("text/plain", text);
      if (html) event.clipboardData.setData("text/html", html);
      event.preventDefault();
      done = true;
    };
    document.addEventListener("copy", listener);
    try {
      document.execCommand("copy");
    } catch {
      done = false;
    }
    document.removeEventListener("copy", listener);
    return done;
  };

  // Puts words into a status element, so that a screen reader says them; the same words twice are said twice.
  app.say = (status, words) => {
    status.textContent = "";
    window.setTimeout(() => { status.textContent = words; }, 20);
  };

  // The last resort: the text stands selected, and the reader presses Ctrl+C.
  app.select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  // Local storage, which some browsers refuse on file:// or by policy: then nothing is kept, and nothing breaks.
  app.store = {
    get(key) {
      try { return JSON.parse(window.localStorage.getItem(key)); } catch { return null; }
    },
    set(key, value) {
      try { window.localStorage.setItem(key, JSON.stringify(value)); } catch { /* not kept */ }
    },
  };

  // Dates of review: past the date the page itself says so, however long ago the site was built.
  app.markDue = (root, today) => {
    for (const due of root.querySelectorAll(".app-due[data-review-by]")) {
      const by = due.dataset.reviewBy;
      if (by < today && !due.classList.contains("app-due--past")) {
        due.textContent = due.textContent.replace(/Check again by (.*?)\.?$/, "Due for review since $1.");
        due.classList.add("app-due--past");
      }
    }
  };

  // Texts to take into other programs (Harvard, BibTeX, RIS) get a button each, made when their list is opened.
  app.addCopyButtons = (details) => {
    for (const text of details.querySelectorAll(".app-copy-texts pre")) {
      if (text.nextElementSibling?.matches(".app-copy-one")) continue;
      const name = text.previousElementSibling.textContent;
      const line = document.createElement("p");
      line.className = "app-copy-one";
      const button = Object.assign(document.createElement("button"), { type: "button", className: "app-button app-button--quiet", textContent: `Copy ${name}` });
      const status = document.createElement("span");
      status.setAttribute("role", "status");
      button.addEventListener("click", async () => {
        const done = await app.copy(text.textContent);
        if (!done) app.select(text);
        app.say(status, done ? "Copied." : "Selected: press Ctrl+C.");
      });
      line.append(button, " ", status);
      text.after(line);
    }
  };
  document.addEventListener("toggle", (event) => event.target.matches?.("details") && event.target.open && app.addCopyButtons(event.target), true);

  // The reader's day, such as 2026-11-23.
  app.today = () => {
    const now = new Date();
    return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
  };
  document.addEventListener("DOMContentLoaded", () => app.markDue(document, app.today()));
  if (document.readyState !== "loading") app.markDue(document, app.today());
})();
