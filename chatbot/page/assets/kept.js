// The list of conversations: opens and closes, names are edited in place, times are local.
(() => {
  const root = document.documentElement;
  const button = () => document.querySelector("[data-kept]");

  const set = (open) => {
    if (open) root.dataset.fnKept = "";
    else delete root.dataset.fnKept;
    button()?.setAttribute("aria-expanded", open);
    if (open) document.querySelector("[data-find]")?.focus();
  };

  const rename = (item) => {
    const form = item.querySelector("form");
    form.hidden = !form.hidden;
    item.classList.toggle("fn-naming", !form.hidden);
    if (!form.hidden) form.querySelector("[name=name]").select();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-kept]")) set(!("fnKept" in root.dataset));
    else if (event.target.closest("[data-rename]")) rename(event.target.closest("li"));
    else if (event.target.closest("[data-do='open'], [data-do='fresh']")) set(false);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.do === "rename") rename(event.target.closest("li"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.closest?.("#fn-kept-bar, #fn-kept")) return;
    set(false);
    button()?.focus();
  });

  const local = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  footnote.whenever(
    "time[datetime]",
    (time) => (time.textContent = local.format(new Date(time.dateTime))),
    (time) => time.dateTime,
  );
})();
