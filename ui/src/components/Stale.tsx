import { layout } from '../text/layout';

/** What is shown could not be read again just now. */
export function Stale() {
  return (
    <p className="app-stale" role="status">
      {layout.stale}
    </p>
  );
}
