// A link to each section for people who point with a mouse. It is no stop for the keyboard and no
// part of the heading's name: who listens would hear "¶" behind each.
for (const heading of document.querySelectorAll(".md-content h2[id], .md-content h3[id]")) {
  if (heading.closest("copy-snippet, share-example, app-council, app-case, old-paper, summary"))
    continue; // a summary is a button
  const link = Object.assign(document.createElement("a"), {
    className: "headerlink",
    href: `#${heading.id}`,
    title: "Link to this section",
    tabIndex: -1,
    textContent: "¶",
  });
  link.setAttribute("aria-hidden", "true");
  heading.append(link);
}
