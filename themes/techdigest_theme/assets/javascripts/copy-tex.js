// What is copied holds the TeX of its formulas: `$…$`, or `$$…$$` for one that stands alone.
;(() => {
  "use strict"
  const formulaOf = node => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".td-math")

  function source(formula) {
    const tex = document.createElement(formula.tagName)
    const fence = formula.classList.contains("td-math--block") ? "$$" : "$"
    tex.textContent = fence + formula.dataset.tex.trim() + fence
    return tex
  }

  // A range that begins or ends inside a formula takes all of it.
  function whole(range) {
    const copy = range.cloneRange()
    const first = formulaOf(range.startContainer)
    const last = formulaOf(range.endContainer)
    if (first) copy.setStartBefore(first)
    if (last) copy.setEndAfter(last)
    return copy
  }

  // Line breaks between blocks are the browser's to decide, so the text is read from a laid-out copy.
  function laidOutText(fragment) {
    const box = document.createElement("div")
    box.className = "md-typeset"
    box.style.cssText = "position:fixed;inset-inline-start:-200vw;inset-block-start:0;width:100vw"
    box.append(fragment)
    document.body.append(box)
    const text = box.innerText
    const html = box.innerHTML
    box.remove()
    return { text, html }
  }

  document.addEventListener("copy", event => {
    const selection = getSelection()
    if (!selection || selection.isCollapsed || event.defaultPrevented) return
    const fragment = document.createDocumentFragment()
    for (let i = 0; i < selection.rangeCount; i++) fragment.append(whole(selection.getRangeAt(i)).cloneContents())
    const formulas = fragment.querySelectorAll(".td-math[data-tex]")
    if (!formulas.length) return
    for (const formula of formulas) formula.replaceWith(source(formula))
    for (const link of fragment.querySelectorAll(".headerlink")) link.remove()
    const { text, html } = laidOutText(fragment)
    event.clipboardData.setData("text/plain", text)
    event.clipboardData.setData("text/html", html)
    event.preventDefault()
  })
})()
