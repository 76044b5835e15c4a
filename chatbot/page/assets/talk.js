// The conversation: what is asked with a press of a button, copied, rated, found after a reload.
(() => {
  const root = document.documentElement;
  const KEY = "footnote-talk";
  const box = () => document.querySelector("#fn-box textarea");

  const write = (question) => {
    box().value = question;
    box().dispatchEvent(new Event("input", { bubbles: true }));
    box().focus();
  };
  const submit = (question) => {
    write(question);
    requestAnimationFrame(() => document.querySelector("#fn-box .submit-button")?.click());
  };

  // The conversation that is open in this tab.
  footnote.talk = () => sessionStorage.getItem(KEY) ?? "";
  const remember = (id) => (id ? sessionStorage.setItem(KEY, id) : sessionStorage.removeItem(KEY));
  footnote.whenever(
    ".fn-turns",
    (turns) => remember(turns.dataset.talk || footnote.talk()),
    (turns) => turns.dataset.talk,
  );

  // One question at a time: what is typed meanwhile stays in the box.
  let asked = null; // what was asked, until something else is typed
  const busy = () => document.querySelector(".fn-turn.fn-waiting") || box().value === asked;
  const asks = (event) =>
    event.key === "Enter" && !event.shiftKey && event.target.matches?.("#fn-box textarea");
  const wait = (event) => {
    if (!asks(event) || !busy()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("input", (event) => event.target === box() && (asked = null), true);
  ["keydown", "keypress"].forEach((kind) => document.addEventListener(kind, wait, true));

  // What goes with a question; it says once whether it replaces the last one.
  footnote.asking = () => {
    asked = box().value;
    const said = footnote.visit();
    delete root.dataset.fnAgain;
    return said;
  };

  const again = (button) => {
    root.dataset.fnAgain = "";
    const question = button.closest(".fn-turn").querySelector("h2").textContent;
    if (button.dataset.again === "now") submit(question);
    else write(question);
  };

  const copy = async (button) => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Your browser keeps its clipboard closed";
    }
    setTimeout(() => button.isConnected && (button.textContent = "Copy"), 2000);
  };

  const unfold = (button) => {
    const form = button.closest(".fn-tools").querySelector("form");
    form.hidden = !form.hidden;
    button.setAttribute("aria-expanded", !form.hidden);
    if (!form.hidden) form.querySelector("[name=correction]").focus();
  };

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    if (on("[data-again]")) again(on("[data-again]"));
    else if (on("[data-copy]")) copy(on("[data-copy]"));
    else if (on("[data-unfold]")) unfold(on("[data-unfold]"));
    else if (on("[data-ask]")) submit(on("[data-ask]").dataset.ask);
    else if (on("[data-pick]")) document.querySelector("#fn-drop input[type=file]")?.click();
    else if (on("[data-do='fresh']")) remember("");
    else if (on("[data-do='delete']")?.dataset.id === footnote.talk()) remember("");
    else if (on("[data-do='open']")) remember(on("[data-do='open']").dataset.id);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !("fnAgain" in root.dataset)) return;
    delete root.dataset.fnAgain;
    write("");
  });
})();
