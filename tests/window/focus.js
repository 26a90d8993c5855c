const at = document.activeElement ?? document.body;
const { left, right, top, bottom } = at.getBoundingClientRect();
const inset = [0.1, 0.5, 0.9];
const points = inset.flatMap((x) => inset.map((y) => [left + (right - left) * x, top + (bottom - top) * y]));
const shown = points.some(([x, y]) => {
  const above = document.elementFromPoint(x, y);
  return above && (at.contains(above) || above.contains(at) || [...(at.labels ?? [])].some((one) => one.contains(above)));
});
const choice = at.type === 'radio' || at.type === 'checkbox';
const value = choice ? (at.checked ? 'chosen' : '') : at.tagName === 'SELECT' ? at.selectedOptions[0]?.text : at.value;
return {
  name: at === document.body ? 'the page' : nameOf(at),
  group: plain(at.closest('fieldset')?.querySelector('legend')?.textContent),
  value: value ?? '',
  hidden: at !== document.body && !shown,
};
