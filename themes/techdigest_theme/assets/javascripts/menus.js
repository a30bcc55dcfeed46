// A menu in the header opens by itself (<details>); it closes on Esc, on a click elsewhere, and when focus leaves.
;(() => {
  "use strict"
  const open = () => document.querySelectorAll("details[data-td-menu][open]")

  document.addEventListener("click", event => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false
  })
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return
    for (const menu of open()) {
      menu.open = false
      menu.querySelector("summary").focus()
    }
  })
  document.addEventListener("focusout", event => {
    const menu = event.target.closest("details[data-td-menu][open]")
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false
  })
})()
