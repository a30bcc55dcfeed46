// What the dialog says, in the page's language.

const NAMES = { "zh-Hans": "简体中文", "zh-Hant": "繁體中文", en: "English" };
const BADGES = { "zh-Hans": "简", "zh-Hant": "繁", en: "EN" };

export const STRINGS = {
  "zh-Hans": {
    search: "搜索",
    placeholder: "搜索：简体、繁體或 English",
    close: "关闭",
    clear: "清空",
    link: "复制此次搜索的链接",
    copied: "已复制链接",
    recent: "最近搜索",
    forget: "清除记录",
    filters: "筛选",
    language: "语言",
    results: "搜索结果",
    idle: "输入词语开始搜索。简体与繁体互通，英文可以只写开头。",
    searching: "正在搜索……",
    count: (n, more) => `${n}${more ? "+" : ""} 条结果`,
    more: "更多结果",
    rest: (n) => `此页还有 ${n} 条`,
    suggestion: (query) => `您要找的是“${query}”吗？`,
    none: (query) => `没有找到“${query}”。`,
    tips: ["检查有没有错字", "少写几个词，或换一种说法", "试试英文术语或缩写"],
    unfilter: "取消筛选再试",
    unquote: "去掉引号再试",
    offline: "您已离线。最近搜索过的词仍可再搜。",
    unreachable: "无法加载搜索索引，请检查网络连接。",
    failed: "搜索出错了。",
    retry: "重试",
    keys: { move: "选择", go: "打开", close: "关闭" },
    facets: { kind: "类别", domain: "领域", tag: "标签" },
  },
  "zh-Hant": {
    search: "搜尋",
    placeholder: "搜尋：繁體、简体或 English",
    close: "關閉",
    clear: "清除",
    link: "複製這次搜尋的連結",
    copied: "已複製連結",
    recent: "最近搜尋",
    forget: "清除記錄",
    filters: "篩選",
    language: "語言",
    results: "搜尋結果",
    idle: "輸入詞語開始搜尋。繁體與簡體互通，英文可以只寫開頭。",
    searching: "搜尋中……",
    count: (n, more) => `${n}${more ? "+" : ""} 筆結果`,
    more: "更多結果",
    rest: (n) => `此頁還有 ${n} 筆`,
    suggestion: (query) => `您要找的是「${query}」嗎？`,
    none: (query) => `找不到「${query}」。`,
    tips: ["檢查有沒有錯字", "少打幾個詞，或換個說法", "試試英文術語或縮寫"],
    unfilter: "取消篩選再試",
    unquote: "去掉引號再試",
    offline: "您已離線。最近搜尋過的詞仍可再搜尋。",
    unreachable: "無法載入搜尋索引，請檢查網路連線。",
    failed: "搜尋發生錯誤。",
    retry: "重試",
    keys: { move: "選擇", go: "開啟", close: "關閉" },
    facets: { kind: "類別", domain: "領域", tag: "標籤" },
  },
  en: {
    search: "Search",
    placeholder: "Search 简体, 繁體 or English",
    close: "Close",
    clear: "Clear",
    link: "Copy a link to this search",
    copied: "Link copied",
    recent: "Recent searches",
    forget: "Clear history",
    filters: "Filters",
    language: "Language",
    results: "Search results",
    idle: "Type to search. Simplified finds Traditional and the other way round; the beginning of a word is enough.",
    searching: "Searching…",
    count: (n, more) => (n === 1 && !more ? "1 result" : `${n}${more ? "+" : ""} results`),
    more: "More results",
    rest: (n) => `${n} more on this page`,
    suggestion: (query) => `Did you mean “${query}”?`,
    none: (query) => `Nothing found for “${query}”.`,
    tips: ["Check the spelling", "Use fewer words, or other ones", "Try the Chinese term, or an abbreviation"],
    unfilter: "Search without filters",
    unquote: "Search without quotation marks",
    offline: "You are offline. Recent searches still work.",
    unreachable: "The search index cannot be loaded. Check your connection.",
    failed: "The search went wrong.",
    retry: "Try again",
    keys: { move: "to choose", go: "to open", close: "to close" },
    facets: { kind: "Kind", domain: "Domain", tag: "Tag" },
  },
};

/** A language's name in itself. */
export function languageName(tag) {
  try {
    return NAMES[tag] ?? new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag; // no well-formed tag: shown as it is
  }
}

/** One or two characters that stand for a language. */
export function languageBadge(tag) {
  return BADGES[tag] ?? tag.split("-")[0].toUpperCase();
}
