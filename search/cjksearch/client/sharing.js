// Copies the link to a search.

const NOTICE = 2000; // ms that a notice stays in place of the number of results

/**
 * Copy a link when it is clicked. Where that is not allowed, the link is followed: it then stands in the address bar.
 * @param {HTMLAnchorElement} link @param {function(string, number)} notice says something for a while
 * @param {string} copied what to say
 */
export function share(link, notice, copied) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    event.stopPropagation();
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      location.assign(link.href);
      return;
    }
    notice(copied, NOTICE);
  });
}
