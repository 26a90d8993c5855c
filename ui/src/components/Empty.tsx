import type { ReactNode } from 'react';

/** Nothing to show, and what that means. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="app-empty">
      <p className="nhsuk-u-font-weight-bold nhsuk-u-margin-bottom-1">{title}</p>
      {children}
    </div>
  );
}
