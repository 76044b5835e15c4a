// Footnote numbers lead to their sources and back; a new question scrolls into view.
(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const motion = () => (still.matches ? "auto" : "smooth");
  let from = null;

  const follow = (link) => {
    const card = document.getElementById(link.dataset.card);
    if (!card) return;
    const section = card.closest(".fn-sources");
    document.querySelectorAll(".fn-sources").forEach((s) => (s.hidden = s !== section));
    document.querySelectorAll(".fn-lit").forEach((c) => c.classList.remove("fn-lit"));
    card.classList.add("fn-lit");
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest", behavior: motion() });
    from = link;
  };

  const back = () => {
    if (!from?.isConnected) return;
    from.focus({ preventScroll: true });
    from.scrollIntoView({ block: "nearest", behavior: motion() });
  };

  // The first click on "remove" asks; the second, within a few seconds, is the answer.
  const ask = (button) => {
    if (button.dataset.sure) return;
    const label = button.getAttribute("aria-label");
    button.dataset.sure = "asked";
    button.setAttribute("aria-label", `${label}? Press again to remove it`);
    setTimeout(() => {
      if (!button.dataset.sure) return;
      delete button.dataset.sure;
      button.setAttribute("aria-label", label);
    }, 4000);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.fn-cite");
    if (link) {
      event.preventDefault();
      follow(link);
    } else if (event.target.closest(".fn-back")) back();
    else if (event.target.closest(".fn-remove")) ask(event.target.closest(".fn-remove"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.(".fn-card")) back();
  });

  // Once when the question appears, once when its sources do: before that a phone has no room.
  let seen = 0;
  new MutationObserver(() => {
    const turns = document.querySelectorAll(".fn-turn");
    const sourced = document.querySelector(`.fn-sources[data-turn="${turns.length}"] .fn-card`);
    const stage = 2 * turns.length + (sourced ? 1 : 0);
    if (stage > seen && turns.length) {
      turns[turns.length - 1].scrollIntoView({ block: "start", behavior: motion() });
      document.querySelector("#fn-margin")?.scrollTo({ top: 0 });
    }
    seen = stage;
  }).observe(document, { childList: true, subtree: true });
})();
