// From keys and clicks to an option: the focus stays in the query, arrows choose, Enter and clicks follow.

import { showRest } from "./results.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };

/**
 * @param {object} parts see layout.js @param {import("./listbox.js").Listbox} listbox
 * @param {{enter: function(KeyboardEvent), follow: function(HTMLElement, MouseEvent), ask: function(string)}} then
 *   what follows: `enter` on the key, `follow` on a hit that is clicked, `ask` on an earlier query
 */
export function steer({ input, list, after }, listbox, { enter, follow, ask }) {
  /** Choose an option; one beyond the last has the next ones fetched. */
  function move(place) {
    const last = listbox.options.length - 1;
    const more = after.querySelector(".cjksearch-more");
    if (place > last && more) more.click();
    listbox.choose(Math.max(-1, Math.min(place, more ? last + 1 : last)));
  }

  input.addEventListener("keydown", (event) => {
    // While an input method composes, the keys are its own; Safari tells of the last one only by its code.
    if (event.isComposing || event.keyCode === 229 || event.altKey) return;
    const isChosen = listbox.active >= 0;
    if (event.key === "Enter") {
      event.preventDefault();
      enter(event);
    } else if (event.key === "Home" || event.key === "End") {
      // They are the text's until an option is chosen.
      if (!isChosen || event.shiftKey) return;
      event.preventDefault();
      listbox.choose(event.key === "Home" ? 0 : listbox.options.length - 1);
    } else if (event.key in STEPS && listbox.options.length) {
      event.preventDefault();
      move(listbox.active + STEPS[event.key]);
    } else if (isChosen && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      listbox.choose(-1); // back to the text
    }
  });

  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option?.matches(".cjksearch-rest")) {
      const place = listbox.options.indexOf(option);
      showRest(option);
      listbox.choose(place);
    } else if (option?.matches(".cjksearch-recent")) ask(option.textContent);
    else if (option) follow(option, event);
  });
}
