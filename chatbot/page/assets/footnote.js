// What every part of the page's script uses.
window.footnote = (() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const narrow = matchMedia("(max-width: 900px)");

  // A browser's own secret: by it alone its conversations are found again.
  const owner = () => {
    const key = "footnote-owner";
    try {
      if (!localStorage.getItem(key)) {
        const bytes = crypto.getRandomValues(new Uint8Array(24));
        localStorage.setItem(key, btoa(String.fromCharCode(...bytes)));
      }
      return localStorage.getItem(key);
    } catch {
      return ""; // a browser that keeps nothing: neither do we
    }
  };

  // What is said with an event: who is here, which documents are ticked, which conversation is open.
  const visit = () => ({
    owner: owner(),
    documents: footnote.chosen(),
    talk: footnote.talk(),
    again: "fnAgain" in document.documentElement.dataset,
  });

  // Buttons and forms with data-do become events of the part of the page that they stand in.
  const act = (element, trigger, events) => {
    const send = (what, fields) => events.includes(what) && trigger(what, { ...visit(), ...fields });
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]");
      if (!button || !events.includes(button.dataset.do)) return;
      if (button.dataset.sure !== undefined || sure(button)) {
        send(button.dataset.do, { ...button.dataset });
        if (button.dataset.do === "remove") button.closest("li").classList.add("fn-going");
      }
    });
    element.addEventListener("submit", (event) => {
      const form = event.target;
      event.preventDefault();
      send(form.dataset.do, Object.fromEntries(new FormData(form)));
    });
    let typing;
    element.addEventListener("input", (event) => {
      if (event.target.dataset.find === undefined) return;
      clearTimeout(typing);
      typing = setTimeout(() => send("find", { search: event.target.value }), 200);
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
    const attributeFilter = ["data-once", "data-document", "data-talk", "datetime"];
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributeFilter });
    look();
  };

  return { act, visit, whenever, narrow, motion: () => (still.matches ? "auto" : "smooth") };
})();
