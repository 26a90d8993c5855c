import { type ReactNode, useId } from 'react';

/** A part of a long form. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="app-part" aria-labelledby={id}>
      <h2 className="nhsuk-heading-m app-part__title" id={id}>
        {title}
      </h2>
      {children}
    </section>
  );
}
