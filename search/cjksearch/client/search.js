// One line of HTML for the dialog and its styles: <script type="module" src="…/assets/cjksearch/search.js"></script>

const sheet = document.createElement("link");
sheet.rel = "stylesheet";
sheet.href = new URL("./dialog.css", import.meta.url).href;
document.head.prepend(sheet); // so that the site's own styles come after
await new Promise((resolve) => {
  sheet.addEventListener("load", resolve);
  sheet.addEventListener("error", resolve);
});
await import("./dialog.js");
