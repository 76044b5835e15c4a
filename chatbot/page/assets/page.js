// Small courtesies: a new question scrolls into view, a file that is ready is saved.
(() => {
  // Once when the question appears, once when its sources do: before that a phone has no room.
  let seen = 0;
  new MutationObserver(() => {
    const turns = document.querySelectorAll(".fn-turn");
    const sourced = document.querySelector(`.fn-sources[data-turn="${turns.length}"] .fn-card`);
    const stage = 2 * turns.length + (sourced ? 1 : 0);
    if (stage > seen && turns.length) {
      turns[turns.length - 1].scrollIntoView({ block: "start", behavior: footnote.motion() });
      document.querySelector("#fn-sources")?.scrollTo({ top: 0 });
      if (turns.length > Math.floor(seen / 2)) footnote.closeSource();
    }
    seen = stage;
  }).observe(document, { childList: true, subtree: true });

  // An earlier answer shows its own sources while one looks at it.
  document.addEventListener("focusin", (event) => {
    const turn = event.target.closest?.(".fn-turn")?.dataset.turn;
    if (!turn) return;
    document.querySelectorAll(".fn-sources").forEach((s) => (s.hidden = s.dataset.turn !== turn));
  });

  document.addEventListener("click", (event) => {
    event.target.closest("[data-dismiss]")?.parentElement.remove();
  });

  // Files may be dropped anywhere.
  const files = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const over = (on) => document.documentElement.toggleAttribute("data-fn-dropping", on);
  document.addEventListener("dragover", (event) => {
    if (!files(event) || event.target.closest?.("#fn-drop")) return;
    event.preventDefault();
    over(true);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget ?? over(false));
  document.addEventListener("drop", (event) => {
    over(false);
    const input = document.querySelector("#fn-drop input[type=file]");
    if (!files(event) || event.target.closest?.("#fn-drop") || !input) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  footnote.whenever("a.fn-file", (file) => file.click(), (file) => file.dataset.once);

  document.addEventListener("change", (event) => {
    if (event.target.name !== "fn-status") return;
    const only = event.target.value;
    event.target
      .closest(".fn-result")
      .querySelectorAll("tbody[data-status]")
      .forEach((group) => (group.hidden = only !== "" && group.dataset.status !== only));
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.(".fn-lengths [name=other]")) {
      event.target.closest("label").querySelector("[type=radio]").checked = true;
    }
  });
})();
