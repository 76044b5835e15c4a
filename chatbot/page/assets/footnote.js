// What every part of the page's script uses.
window.footnote = (() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const narrow = matchMedia("(max-width: 900px)");

  // Buttons and forms with data-do become events of the part of the page that they stand in.
  const act = (element, trigger, events) => {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]");
      if (!button || !events.includes(button.dataset.do)) return;
      if (button.dataset.sure !== undefined || footnote.sure(button)) {
        trigger(button.dataset.do, { ...button.dataset });
      }
    });
    element.addEventListener("submit", (event) => {
      const form = event.target;
      event.preventDefault();
      if (!events.includes(form.dataset.do)) return;
      const fields = Object.fromEntries(new FormData(form));
      trigger(form.dataset.do, { ...fields, documents: footnote.chosen() });
    });
  };

  // What can't be taken back asks first; a second press within a few seconds is the answer.
  const sure = (button) => {
    if (!button.classList.contains("fn-remove")) return true;
    const label = button.getAttribute("aria-label");
    button.dataset.sure = "";
    button.setAttribute("aria-label", `${label}? Press again to remove it`);
    setTimeout(() => {
      delete button.dataset.sure;
      button.setAttribute("aria-label", label);
    }, 4000);
    return false;
  };

  // Calls `seen` with each element that matches, when it comes onto the page and when what `of`
  // says of it changes: Gradio may rewrite an element instead of making a new one.
  const whenever = (selector, seen, of = () => "") => {
    const known = new WeakMap();
    const look = () =>
      document.querySelectorAll(selector).forEach((element) => {
        const now = of(element);
        if (known.get(element) === now) return;
        known.set(element, now);
        seen(element);
      });
    const attributeFilter = ["data-once", "data-document"];
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributeFilter });
    look();
  };

  return { act, sure, whenever, narrow, motion: () => (still.matches ? "auto" : "smooth") };
})();
