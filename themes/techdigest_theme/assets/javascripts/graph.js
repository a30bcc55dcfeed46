// The graph of notes and papers: its neighbourhoods, zoom and filter. Without this it is a picture with links.
;(() => {
  "use strict"
  const root = document.querySelector(".td-graph")
  const svg = root?.querySelector(".td-graph__picture")
  if (!svg) return
  const TEXT = 11.5 // px, the height of labels
  const MOST = 8 // how far one can zoom in
  const STEP = 1.4
  const DRAG = 4 // px that a pointer may move and still click
  const nodes = [...svg.querySelectorAll(".td-graph__node")]
  const lines = [...svg.querySelectorAll(".td-graph__line")]
  const ends = lines.map(line => line.dataset.ends.split(" ").map(Number))
  const places = nodes.map(node => [Number(node.dataset.x), Number(node.dataset.y)])
  const sizes = root.dataset.sizes.split(" ").map(Number)
  const caption = root.querySelector(".td-graph__caption")
  const { width, height } = svg.viewBox.baseVal
  const joined = nodes.map(() => new Set())
  for (const [a, b] of ends) {
    joined[a].add(b)
    joined[b].add(a)
  }

  // --- what is lit: the node below the pointer, else the one with the focus ---------------------------------
  let focused = -1
  let pointed = -1

  function light() {
    const lit = pointed >= 0 ? pointed : focused
    svg.classList.toggle("has-lit", lit >= 0)
    nodes.forEach((node, index) => node.classList.toggle("is-lit", index === lit || !!joined[lit]?.has(index)))
    lines.forEach((line, index) => line.classList.toggle("is-lit", lit >= 0 && ends[index].includes(lit)))
    caption.textContent = lit >= 0 ? nodes[lit].getAttribute("aria-label") : ""
  }

  const indexOf = event => nodes.indexOf(event.target.closest?.(".td-graph__node"))

  // Not on the picture itself: Chromium lets the Tab key stop at an <svg> that listens for focus.
  root.addEventListener("focusin", event => {
    focused = indexOf(event)
    pointed = -1
    if (focused >= 0 && nodes[focused].matches(":focus-visible")) bringIntoView(places[focused])
    light()
  })
  root.addEventListener("focusout", () => {
    focused = -1
    light()
  })
  svg.addEventListener("pointerover", event => {
    if (event.pointerType === "touch" || drag) return
    pointed = indexOf(event)
    light()
  })
  svg.addEventListener("pointerleave", () => {
    pointed = -1
    light()
  })

  // --- keys -------------------------------------------------------------------------------------------------
  const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }

  // The nearest node in a direction: one that is joined if there is such, else any.
  function next(from, [right, down]) {
    const [x, y] = places[from]
    let best = -1
    let least = Infinity
    nodes.forEach((node, index) => {
      if (index === from || node.hasAttribute("hidden")) return
      const [dx, dy] = [places[index][0] - x, places[index][1] - y]
      const along = dx * right + dy * down
      const aside = Math.abs(dx * down) + Math.abs(dy * right)
      if (along <= 0 || aside > along * 1.5) return
      const cost = along + 2 * aside + (joined[from].has(index) ? 0 : width + height)
      if (cost < least) [best, least] = [index, cost]
    })
    return best
  }

  root.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select")) return
    const direction = DIRECTIONS[event.key]
    if (direction && focused >= 0) {
      nodes[next(focused, direction)]?.focus()
      event.preventDefault()
    } else if (event.key === "Escape") {
      focused = pointed = -1
      light()
    } else if (svg.contains(event.target) && "+=-0".includes(event.key)) {
      if (event.key === "0") reset()
      else zoom(event.key === "-" ? 1 / STEP : STEP, focused >= 0 ? places[focused] : middle())
      event.preventDefault()
    }
  })

  // --- zoom and move: the part of the picture that is seen ----------------------------------------------------
  let seen = { x: 0, y: 0, scale: 1 }
  let drag
  const touches = new Map()

  const middle = () => [seen.x + width / seen.scale / 2, seen.y + height / seen.scale / 2]

  // Pixels of the screen a unit of the picture.
  const density = () => Math.min(svg.clientWidth / width, svg.clientHeight / height) * seen.scale

  function show({ x, y, scale }) {
    scale = Math.min(Math.max(scale, 1), MOST)
    const [across, down] = [width / scale, height / scale]
    x = Math.min(Math.max(x, 0), width - across)
    y = Math.min(Math.max(y, 0), height - down)
    seen = { x, y, scale }
    svg.setAttribute("viewBox", `${x} ${y} ${across} ${down}`)
    svg.classList.toggle("is-zoomed", scale > 1)
    label()
  }

  // As many labels as there is room for at the size in which they are read.
  function label() {
    const wanted = TEXT / (density() || 1)
    const level = Math.max(sizes.findLastIndex(size => size >= wanted * 0.9), 0)
    svg.dataset.level = level
    svg.style.setProperty("--td-text", `${Math.min(wanted, sizes[level])}px`)
  }

  function zoom(factor, [x, y]) {
    const scale = Math.min(Math.max(seen.scale * factor, 1), MOST)
    const kept = seen.scale / scale
    show({ x: x - (x - seen.x) * kept, y: y - (y - seen.y) * kept, scale })
  }

  const reset = () => show({ x: 0, y: 0, scale: 1 })

  function bringIntoView([x, y]) {
    const [across, down] = [width / seen.scale, height / seen.scale]
    const isIn = x > seen.x && x < seen.x + across && y > seen.y && y < seen.y + down
    if (!isIn) show({ x: x - across / 2, y: y - down / 2, scale: seen.scale })
  }

  function place(clientX, clientY) {
    const point = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse())
    return [point.x, point.y]
  }

  svg.addEventListener("wheel", event => {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    zoom(Math.exp(-event.deltaY / 200), place(event.clientX, event.clientY))
  }, { passive: false })

  svg.addEventListener("pointerdown", event => {
    touches.set(event.pointerId, [event.clientX, event.clientY])
    drag = { from: [event.clientX, event.clientY], moved: false }
  })
  addEventListener("pointermove", event => {
    const before = touches.get(event.pointerId)
    if (!before || !drag) return
    const now = [event.clientX, event.clientY]
    const other = [...touches].find(([id]) => id !== event.pointerId)?.[1]
    touches.set(event.pointerId, now)
    if (other) {
      const apart = point => Math.hypot(point[0] - other[0], point[1] - other[1]) || 1
      drag.moved = true
      zoom(apart(now) / apart(before), place((now[0] + other[0]) / 2, (now[1] + other[1]) / 2))
    } else if (seen.scale > 1) {
      drag.moved ||= Math.hypot(now[0] - drag.from[0], now[1] - drag.from[1]) > DRAG
      if (!drag.moved) return
      svg.classList.add("is-dragged")
      const units = 1 / density()
      show({ ...seen, x: seen.x - (now[0] - before[0]) * units, y: seen.y - (now[1] - before[1]) * units })
    }
  })
  let wasMoved = false
  for (const end of ["pointerup", "pointercancel"])
    addEventListener(end, event => {
      if (!touches.delete(event.pointerId) || touches.size) return
      wasMoved = drag?.moved ?? false
      drag = undefined
      svg.classList.remove("is-dragged")
    })
  svg.addEventListener("click", event => {
    if (wasMoved) event.preventDefault() // the end of a move opens nothing
    wasMoved = false
  }, true)
  svg.addEventListener("dragstart", event => event.preventDefault())
  svg.addEventListener("mousedown", event => {
    if (!event.target.closest("a")) event.preventDefault() // the focus stays where it is, and the keys with it
  })

  const tools = root.querySelector(".td-graph__tools")
  tools.addEventListener("click", event => {
    const wanted = event.target.closest("button")?.dataset.zoom
    if (wanted === "reset") reset()
    else if (wanted) zoom(wanted === "in" ? STEP : 1 / STEP, middle())
  })

  // --- filter: the picture and the table alike ----------------------------------------------------------------
  const filter = root.querySelector(".td-graph__filter")
  filter?.querySelector("select").addEventListener("change", event => {
    const domain = event.target.value
    const hide = (element, isHidden) => element.toggleAttribute("hidden", isHidden)
    const isOther = element => domain !== "" && !element.dataset.domains.split(" ").includes(domain)
    for (const element of [...nodes, ...root.querySelectorAll("tr[data-domains]")]) hide(element, isOther(element))
    lines.forEach((line, index) => hide(line, ends[index].some(end => nodes[end].hasAttribute("hidden"))))
    focused = pointed = -1
    light()
    const shown = kind => nodes.filter(node => !node.hasAttribute("hidden") && node.matches(`[class$=${kind}]`)).length
    const status = root.querySelector(".td-graph__status")
    status.textContent = status.dataset.words.replace("#", shown("note")).replace("#", shown("paper"))
  })

  for (const element of [tools, filter, root.querySelector(".td-graph__keys")]) element?.removeAttribute("hidden")
  new ResizeObserver(label).observe(svg)

  // A link to the table opens it.
  const table = root.querySelector(".td-graph__rows details")
  const unfold = () => location.hash === "#graph-table" && table && (table.open = true)
  addEventListener("hashchange", unfold)
  unfold()
})()
