// The documents' list: which are ticked, which are searched for; the rest of the page follows it.
(() => {
  const unticked = new Set();
  let words = "";
  let ticking;

  const shelf = () => document.querySelector(".fn-shelf");
  const items = () => [...document.querySelectorAll(".fn-documents li[data-document]")];
  const box = (item) => item.querySelector("input");

  footnote.chosen = () => {
    const ticked = items().filter((item) => box(item).checked);
    return ticked.length === items().length ? null : ticked.map((item) => item.dataset.document);
  };

  const scope = () => {
    const all = items();
    const ticked = all.filter((item) => box(item).checked);
    if (!ticked.length) return all.length ? "no document" : "nothing yet";
    if (ticked.length === 1) return ticked[0].dataset.title;
    const many = `${all.length.toLocaleString("en")} documents`;
    return ticked.length === all.length ? `all ${many}` : `${ticked.length} of ${many}`;
  };

  const tell = () => {
    const now = scope();
    document.querySelectorAll(".fn-scope").forEach((place) => {
      if (place.textContent !== now) place.textContent = now;
    });
    const all = shelf()?.querySelector(".fn-all input");
    if (!all) return;
    const ticked = items().filter((item) => box(item).checked).length;
    all.checked = ticked === items().length;
    all.indeterminate = ticked > 0 && !all.checked;
  };

  const search = () => {
    const sought = words.toLowerCase().split(/\s+/);
    let found = 0;
    items().forEach((item) => {
      const { title, facts } = item.dataset;
      const text = `${title} ${item.title} ${facts}`.toLowerCase();
      item.hidden = !sought.every((word) => text.includes(word));
      found += !item.hidden;
    });
    const none = shelf()?.querySelector(".fn-none");
    if (none) none.hidden = found > 0;
  };

  const choices = (pick) => {
    const kept = pick.value;
    const options = items().map((item) => {
      const { document: id, title, facts } = item.dataset;
      return new Option(`${title} · ${facts}`, id);
    });
    pick.replaceChildren(...options);
    pick.value = kept;
    if (pick.value !== kept || !kept) pick.selectedIndex = pick.name === "b" ? Math.min(1, options.length - 1) : 0;
  };

  const follow = () => {
    items().forEach((item) => (box(item).checked = !unticked.has(item.dataset.document)));
    const field = shelf()?.querySelector(".fn-search");
    if (field) field.value = words;
    document.querySelectorAll(".fn-pick").forEach(choices);
    search();
    tell();
  };
  const all = () => items().map((item) => item.dataset.document).join(" ");
  footnote.whenever("#fn-shelf, .fn-form", follow, all);

  document.addEventListener("change", (event) => {
    const { target } = event;
    if (!target.closest(".fn-shelf") || target.type !== "checkbox") return;
    const every = target.closest(".fn-all");
    const shown = items().filter((item) => (every ? !item.hidden : box(item) === target));
    shown.forEach((item) => {
      box(item).checked = target.checked;
      if (target.checked) unticked.delete(item.dataset.document);
      else unticked.add(item.dataset.document);
    });
    tell();
    clearTimeout(ticking);
    ticking = setTimeout(() => document.querySelector(".fn-welcome") && footnote.suggest?.(), 400);
  });
  document.addEventListener("input", (event) => {
    if (!event.target.matches(".fn-search")) return;
    words = event.target.value.trim();
    search();
  });
})();

// A document is replaced by another file: which one is said when the file has been chosen.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-replace]");
  if (!button) return;
  footnote.replaced = button.dataset.replace;
  document.querySelector("#fn-replacement input[type=file]")?.click();
});
