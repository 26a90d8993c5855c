import { layout } from '../text/layout';

/** Appears only when something takes longer than a blink. */
export function Loading() {
  return (
    <p className="app-loading" role="status">
      {layout.loading}
    </p>
  );
}
