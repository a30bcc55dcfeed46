// The reader's language first on 404.html, which speaks all of them.
;(() => {
  "use strict"
  const versions = [...document.querySelectorAll(".td-lost__version")]
  const isTraditional = tag => /^zh\b.*\b(hant|tw|hk|mo)\b/i.test(tag)

  function speaks(version, tag) {
    if (!/^zh\b/i.test(tag)) return tag.toLowerCase().split("-")[0] === version.lang.toLowerCase()
    return version.lang === (isTraditional(tag) ? "zh-Hant" : "zh-Hans")
  }

  for (const tag of navigator.languages) {
    const own = versions.find(version => speaks(version, tag))
    if (!own) continue
    own.parentElement.prepend(own)
    document.documentElement.lang = own.lang
    break
  }
})()
