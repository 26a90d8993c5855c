// What a person sees in the page and what they would call it. Put before each script that the test runs.
const SORTS = {
  button: 'button, summary',
  link: 'a[href]',
  box: 'input:not([type=radio]):not([type=checkbox]):not([type=hidden]), textarea, select',
  choice: 'input[type=radio], input[type=checkbox]',
};
const plain = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const seen = (element) => element.checkVisibility() && !element.closest('[inert]');
const words = (id) => document.getElementById(id)?.textContent ?? '';
function nameOf(element) {
  const label = element.getAttribute('aria-label');
  if (label) return plain(label);
  const by = element.getAttribute('aria-labelledby');
  if (by) return plain(by.split(/\s+/).map(words).join(' '));
  if (element.labels?.length) return plain([...element.labels].map((one) => one.innerText).join(' '));
  return plain(element.innerText);
}
// The whole name is better than its beginning, and that than a part, so that "Weight" is not "Weighed in".
function best(elements, name, called = nameOf) {
  const fits = [(own) => own === name, (own) => own.startsWith(name), (own) => own.includes(name)];
  const found = fits.map((fit) => elements.filter((element) => fit(called(element))));
  return found.find((some) => some.length > 0) ?? [];
}
function find(sorts, name, group) {
  let roots = [document];
  if (group) {
    const groups = [...document.querySelectorAll('fieldset, section, [role=group]')].filter(seen);
    const title = (one) => one.tagName === 'FIELDSET' ? plain(one.querySelector('legend')?.textContent) : nameOf(one);
    roots = best(groups, group, title);
  }
  const selector = sorts.map((sort) => SORTS[sort]).join(', ');
  const all = new Set(roots.flatMap((root) => [...root.querySelectorAll(selector)]));
  return best([...all].filter(seen), name);
}
