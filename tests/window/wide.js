// What reaches beyond the window, where the page can be moved sideways to see it.
const page = document.documentElement;
if (page.scrollWidth <= page.clientWidth) return [];
const wide = [...document.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > page.clientWidth);
return wide.map((one) => `${one.tagName} ${one.className}: ${one.getBoundingClientRect().right}`);
