import { type ReactNode, useEffect, useRef } from 'react';
import { layout } from '../text/layout';

interface Props {
  children: string;
  beside?: ReactNode;
  /** What the window is called, where the heading names a kind of record. */
  inWindow?: string;
}

/** The page's heading takes the focus when the page comes, so that the keyboard and screen readers start here. */
export function PageTitle({ children, beside, inWindow = children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Never a name or a kind of record: the title is seen in task lists and over shoulders.
    document.title = `${inWindow} – ${layout.product}`;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [inWindow]);
  return (
    <div className="app-title">
      <h1 className="nhsuk-heading-l app-title__heading" tabIndex={-1} ref={heading}>
        {children}
      </h1>
      {beside}
    </div>
  );
}
