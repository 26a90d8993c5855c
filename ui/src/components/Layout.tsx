import { SkipLink } from 'nhsuk-react-components';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { OpenVault, StatusView } from '../api/types';
import { to } from '../paths';
import { caseloads } from '../text/caseloads';
import { layout } from '../text/layout';
import { DecisionCount } from './DecisionCount';
import { Keyboard } from './Keyboard';
import { StatusLine } from './StatusLine';

interface Props {
  open: OpenVault;
  status: StatusView | undefined;
  onLock: () => void;
  children: ReactNode;
}

/** The frame of every screen while the vault is open. */
export function Layout({ open, status, onLock, children }: Props) {
  return (
    <>
      <SkipLink href="#maincontent">{layout.skip}</SkipLink>
      <header className="app-header">
        <div className="app-header__row">
          <Link href="/" className="app-header__product">
            {layout.product}
          </Link>
          <nav className="app-header__nav" aria-label={layout.navigation}>
            <Tab href="/">{layout.caseload}</Tab>
            <Tab href="/decisions">
              {layout.decisions} <DecisionCount number={status?.decisions ?? 0} />
            </Tab>
            <Tab href="/team">{layout.team}</Tab>
            {open.may_allocate && <Tab href={to.caseloads}>{caseloads.title}</Tab>}
            <Tab href="/import">{layout.imports}</Tab>
          </nav>
          {status ? <StatusLine status={status} /> : <StatusUnknown />}
          <span className="app-header__who">{open.name}</span>
          <button type="button" className="app-header__lock" onClick={onLock}>
            {layout.lock}
          </button>
        </div>
      </header>
      <main id="maincontent" className="app-main" tabIndex={-1}>
        {children}
      </main>
      <Keyboard />
    </>
  );
}

/** Not knowing is not the same as nothing waiting. */
function StatusUnknown() {
  return (
    <Link href="/sync" className="app-status">
      {layout.statusUnknown}
    </Link>
  );
}

function Tab({ href, children }: { href: string; children: ReactNode }) {
  const [at] = useLocation();
  return (
    <Link href={href} className="app-header__tab" aria-current={at === href ? 'page' : undefined}>
      {children}
    </Link>
  );
}
