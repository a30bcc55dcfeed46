// Listens for all open pages of the site: each would take one of the six connections a browser keeps to a server.

const pages = new BroadcastChannel("livereload");
new EventSource("events").onmessage = ({ data }) => pages.postMessage(data);
