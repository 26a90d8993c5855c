import { layout } from '../text/layout';

/** The few shortcuts, listed where everybody can find them. */
export function Keyboard() {
  return (
    <footer className="app-keyboard nhsuk-width-container">
      <h2 className="app-keyboard__title">{layout.keyboard}</h2>
      <dl className="app-keyboard__list">
        {layout.shortcuts.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </footer>
  );
}
