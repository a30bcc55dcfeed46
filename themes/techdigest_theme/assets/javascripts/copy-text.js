// A button that copies the text of the element it names, and says so in its own place and to screen readers.
;(() => {
  "use strict"
  const SHOWN_FOR = 2000 // ms
  const words = new WeakMap()

  // On a page without HTTPS there is no clipboard, but a selection can still be copied.
  function copySelected(element) {
    const selection = getSelection()
    selection.selectAllChildren(element)
    const done = document.execCommand("copy")
    if (done) selection.removeAllRanges()
    return done
  }

  async function copy(element) {
    try {
      await navigator.clipboard.writeText(element.textContent)
      return true
    } catch {
      return copySelected(element)
    }
  }

  function say(button, text) {
    if (!words.has(button)) words.set(button, { own: button.textContent })
    const state = words.get(button)
    clearTimeout(state.timer)
    button.textContent = text
    state.timer = setTimeout(() => (button.textContent = state.own), SHOWN_FOR)
  }

  for (const button of document.querySelectorAll("button[data-td-copy]")) button.setAttribute("aria-live", "polite")

  document.addEventListener("click", async event => {
    const button = event.target.closest?.("button[data-td-copy]")
    const element = button && document.getElementById(button.dataset.tdCopy)
    if (!element) return
    const done = await copy(element)
    say(button, done ? button.dataset.tdCopied : button.dataset.tdFailed)
    if (!done) getSelection().selectAllChildren(element)
  })
})()
