// Past its date a thing says itself that it is due for review, however long ago the site was built.
// Markup: <span class="app-due" data-review-by="2026-11-23">Check again by …</span>
import { today } from "../common/today.js";

const pastDue = (root, day) => {
  for (const due of root.querySelectorAll(".app-due[data-review-by]")) {
    if (due.dataset.reviewBy >= day || due.classList.contains("app-due--past")) continue;
    due.textContent = due.textContent.replace(
      /Check again by (.*?)\.?$/,
      "Due for review since $1.",
    );
    due.classList.add("app-due--past");
  }
};
pastDue(document, today());
