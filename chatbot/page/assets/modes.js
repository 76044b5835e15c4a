// The modes of the page are tabs: a click, or arrow keys between them.
(() => {
  const root = document.documentElement;
  root.dataset.fnMode = "ask";

  const tabs = () => [...document.querySelectorAll(".fn-modes [role=tab]")];
  const seen = (tab) => tab.offsetParent !== null;

  const go = (tab) => {
    root.dataset.fnMode = tab.dataset.mode;
    tabs().forEach((other) => {
      other.setAttribute("aria-selected", other === tab);
      other.tabIndex = other === tab ? 0 : -1;
    });
  };

  footnote.whenever(".fn-modes", () => {
    tabs().forEach((tab) => {
      const panel = document.getElementById(`fn-${tab.dataset.mode}`);
      panel?.setAttribute("aria-labelledby", tab.id);
      panel?.setAttribute("role", tab.dataset.mode === "documents" ? "region" : "tabpanel");
    });
  });
  // A wide window has no tab of its own for the documents: they are always there.
  footnote.narrow.addEventListener("change", () => {
    if (root.dataset.fnMode === "documents") go(tabs().find((tab) => tab.dataset.mode === "ask"));
  });
  document.addEventListener("click", (event) => {
    const tab = event.target.closest(".fn-modes [role=tab]");
    if (tab) go(tab);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.(".fn-modes [role=tab]")) return;
    const there = tabs().filter(seen);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = { Home: 0, End: there.length - 1 }[event.key] ??
      (step && (there.indexOf(event.target) + step + there.length) % there.length);
    if (at === undefined) return;
    event.preventDefault();
    go(there[at]);
    there[at].focus();
  });
})();
