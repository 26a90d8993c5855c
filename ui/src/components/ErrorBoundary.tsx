import { Component, type ReactNode } from 'react';
import { layout } from '../text/layout';
import { Notice } from './Notice';
import { Reference } from './Reference';

interface State {
  reference: string | null;
}

/** A screen that breaks still says whose record it was (the banner stands outside), and that the draft is safe. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { reference: null };

  static getDerivedStateFromError(error: unknown): State {
    return { reference: `screen-${referenceOf(error)}` };
  }

  override render(): ReactNode {
    if (this.state.reference === null) return this.props.children;
    return (
      <Notice tone="problem" title={layout.brokenTitle} role="alert">
        <p>{layout.brokenHappened}</p>
        <p>{layout.brokenSafe}</p>
        <p>{layout.brokenNext}</p>
        <Reference reference={this.state.reference} />
        <p>
          <a href="/">{layout.toCaseload}</a>
        </p>
      </Notice>
    );
  }
}

/** What kind of fault, and a number to tell two apart: never the message, which may hold a name. */
function referenceOf(error: unknown): string {
  const kind = error instanceof Error ? error.name : 'fault';
  return `${kind}-${Math.random().toString(36).slice(2, 8)}`.toLowerCase();
}
