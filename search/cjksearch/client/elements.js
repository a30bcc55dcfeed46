// Builds DOM. Text of the site only ever enters as text nodes.

/** Return an element; `undefined` and `false` attributes are left out, `true` gives an empty one. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** Return `text` with a <mark> around each [start, end) of `marks`, in UTF-16 units, ascending. */
export function marked(text, marks = []) {
  const fragment = document.createDocumentFragment();
  let at = 0;
  for (const [start, end] of marks) {
    if (start < at || end <= start) continue;
    fragment.append(text.slice(at, start), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  fragment.append(text.slice(at));
  return fragment;
}
