// What a citation or a paper's name stands for, shown beside it: by pointer and by keyboard; Esc closes it. A tap
// follows the link, as everywhere. Without scripts the link leads to the same entry of the reference list.
;(() => {
  "use strict"
  const LINKS = ".td-cite, .td-paper"
  const PARTS = ["title", "authors", "venue", "year", "id"].map(name => `.td-reference__${name}`)
  const OPEN_AFTER = 120 // ms, so that nothing flickers below a pointer that is on its way
  const CLOSE_AFTER = 250 // ms, in which the pointer may get from the link to the tooltip
  const MARGIN = 8 // px around the tooltip
  let tooltip, link, timer

  const linkOf = event => event.target.closest?.(LINKS)

  function entryOf(link) {
    const id = link.dataset.reference ?? decodeURIComponent(link.hash.slice(1))
    return id ? document.getElementById(id) : null
  }

  function build() {
    tooltip = document.createElement("div")
    tooltip.className = "td-tooltip"
    tooltip.id = "td-tooltip"
    tooltip.setAttribute("role", "tooltip")
    tooltip.hidden = true
    tooltip.addEventListener("pointerenter", () => clearTimeout(timer))
    tooltip.addEventListener("pointerleave", () => later(close, CLOSE_AFTER))
    document.body.append(tooltip)
  }

  // The text alone: what is in a tooltip can be read, but not reached.
  function fill(entry) {
    const parts = PARTS.flatMap(part => [...entry.querySelectorAll(part)]).map(part => {
      const shown = document.createElement("span")
      shown.className = part.className
      shown.textContent = part.textContent
      return shown
    })
    tooltip.replaceChildren(...parts.flatMap(part => [part, " "]))
    return parts.length > 0
  }

  // Above the link, or below it where there is no room; inside the window on all sides.
  function place(x) {
    const lines = [...link.getClientRects()]
    const line = lines.find(rect => x >= rect.left && x <= rect.right) ?? lines[0] ?? link.getBoundingClientRect()
    const top = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0
    const { width, height } = tooltip.getBoundingClientRect()
    const room = document.documentElement.clientWidth - width - MARGIN
    const left = Math.max(MARGIN, Math.min((x ?? line.left + line.width / 2) - width / 2, room))
    const isAbove = line.top - height - MARGIN >= Math.max(top, 0)
    tooltip.style.left = `${left + scrollX}px`
    tooltip.style.top = `${(isAbove ? line.top - height - MARGIN : line.bottom + MARGIN) + scrollY}px`
  }

  function open(wanted, x) {
    clearTimeout(timer)
    if (wanted === link) return
    close()
    if (!tooltip?.isConnected) build()
    const entry = entryOf(wanted)
    if (!entry || !fill(entry)) return
    link = wanted
    link.setAttribute("aria-describedby", tooltip.id)
    tooltip.hidden = false
    place(x)
  }

  function close() {
    clearTimeout(timer)
    link?.removeAttribute("aria-describedby")
    link = undefined
    if (tooltip) tooltip.hidden = true
  }

  function later(act, delay) {
    clearTimeout(timer)
    timer = setTimeout(act, delay)
  }

  document.addEventListener("pointerover", event => {
    const wanted = linkOf(event)
    if (!wanted || event.pointerType === "touch") return
    later(() => open(wanted, event.clientX), wanted === link ? 0 : OPEN_AFTER)
  })
  document.addEventListener("pointerout", event => {
    if (linkOf(event) && event.pointerType !== "touch") later(close, CLOSE_AFTER)
  })
  document.addEventListener("focusin", event => {
    const wanted = linkOf(event)
    if (wanted?.matches(":focus-visible")) open(wanted)
  })
  document.addEventListener("focusout", event => {
    if (linkOf(event) === link) close()
  })
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") close()
  })
  addEventListener("resize", close)
})()
