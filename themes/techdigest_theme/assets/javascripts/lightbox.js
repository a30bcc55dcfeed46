// A figure opens at full size in a dialog. Without scripts its link still leads to the image.
;(() => {
  "use strict"
  const { close } = document.currentScript.dataset // the button's name in the language of the page
  let dialog

  function build() {
    dialog = document.createElement("dialog")
    dialog.className = "td-lightbox"
    dialog.innerHTML =
      '<form method="dialog"><button class="td-lightbox__close" autofocus>×</button></form>' +
      '<img class="td-lightbox__image" alt=""><p class="td-lightbox__caption"></p>'
    dialog.querySelector("button").setAttribute("aria-label", close)
    // Anything but the caption, which one may want to select, closes it; Esc and focus are the dialog's own.
    dialog.addEventListener("click", event => {
      if (!event.target.closest(".td-lightbox__caption")) dialog.close()
    })
    document.body.append(dialog)
  }

  function show(link) {
    if (!dialog?.isConnected) build()
    const thumbnail = link.querySelector("img")
    const caption = link.closest("figure")?.querySelector("figcaption")?.textContent.trim() ?? ""
    const image = dialog.querySelector("img")
    image.src = link.href
    image.alt = thumbnail?.alt ?? ""
    dialog.querySelector(".td-lightbox__caption").textContent = caption
    dialog.setAttribute("aria-label", caption || image.alt || close)
    dialog.showModal()
  }

  // One listener on the document: it holds for pages that instant navigation brings in later, too.
  document.addEventListener("click", event => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
    const link = event.target.closest?.(".td-figure__zoom")
    if (!link || typeof HTMLDialogElement === "undefined") return
    event.preventDefault()
    show(link)
  })
})()
