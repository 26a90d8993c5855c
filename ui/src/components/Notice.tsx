import type { ReactNode, Ref } from 'react';

/** Each tone has a mark of its own: colour alone says nothing. */
const MARKS = { problem: '!', check: '?', good: '✓', plain: 'i' } as const;

interface Props {
  tone: keyof typeof MARKS;
  title: string;
  children?: ReactNode;
  ref?: Ref<HTMLDivElement>;
  role?: 'alert' | 'status' | 'group';
}

/** A framed message with a title. */
export function Notice({ tone, title, children, ref, role = 'group' }: Props) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: each of the three roles takes a name.
    <div className={`app-notice app-notice--${tone}`} role={role} aria-label={title} tabIndex={-1} ref={ref}>
      <span className="app-notice__mark" aria-hidden="true">
        {MARKS[tone]}
      </span>
      <div className="app-notice__body">
        <p className="app-notice__title">{title}</p>
        {children}
      </div>
    </div>
  );
}
