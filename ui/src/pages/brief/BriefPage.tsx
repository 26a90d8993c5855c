import { Button } from 'nhsuk-react-components';
import { useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useAct, useCall } from '../../api/queries';
import type { BriefScope, BriefView, PersonId } from '../../api/types';
import { Failed } from '../../components/Failed';
import { FetchedPage } from '../../components/FetchedPage';
import { PageTitle } from '../../components/PageTitle';
import { PersonPage } from '../../components/PersonPage';
import { saveFile } from '../../forms/saveFile';
import { to } from '../../paths';
import type { Params } from '../../routes';
import { brief as words } from '../../text/around';
import { Brief } from './Brief';

/** One page for a strategy meeting. What is restricted is on it only when somebody says so. */
export function BriefPage({ params }: { params: Params }) {
  const [scope, setScope] = useState<BriefScope>('without_restricted');
  const query = useCall('brief', { person: params.person as PersonId, scope });
  return (
    <FetchedPage query={query}>
      {(view) => <Opened view={view} scope={scope} choose={setScope} />}
    </FetchedPage>
  );
}

interface Props {
  view: BriefView;
  scope: BriefScope;
  choose: (scope: BriefScope) => void;
}

function Opened({ view, scope, choose }: Props) {
  const page = useRef<HTMLElement>(null);
  const { person } = view.family.person;
  const leaves = useAct('brief_leaves');
  const print = () =>
    leaves.mutate({ person, scope, leaves: 'printed' }, { onSuccess: () => window.print() });
  // biome-ignore lint/performance/useDomNodeTextContent: a file for people keeps the lines that the page shows.
  const text = () => page.current?.innerText ?? '';
  const save = () =>
    leaves.mutate(
      { person, scope, leaves: 'saved' },
      { onSuccess: () => saveFile(words.file, text(), 'text/plain;charset=utf-8') },
    );
  const other = scope === 'with_restricted' ? 'without_restricted' : 'with_restricted';
  return (
    <PersonPage person={view.family.person}>
      <PageTitle>{words.title}</PageTitle>
      <div className="app-no-print">
        <div className="nhsuk-button-group">
          <Button type="button" disabled={leaves.isPending} onClick={print}>
            {words.print}
          </Button>
          <Button type="button" secondary disabled={leaves.isPending} onClick={save}>
            {words.save}
          </Button>
          <Button type="button" secondary onClick={() => choose(other)}>
            {scope === 'with_restricted' ? words.withoutRestricted : words.withRestricted}
          </Button>
        </div>
        <p className="app-fine">{words.leaves}</p>
        <RequestLog person={person} />
        <p>
          <Link href={to.family(person)}>{words.back}</Link>
        </p>
        {leaves.error && <Failed error={leaves.error} />}
      </div>
      <article ref={page} className="app-brief">
        <Brief view={view} />
      </article>
    </PersonPage>
  );
}

/** Social care asked: what was asked and what was answered is a record of its own. */
function RequestLog({ person }: { person: PersonId }) {
  const [, go] = useLocation();
  const open = useAct('open_entry');
  const log = () =>
    open.mutate(
      { person, kind: 'information_request', subject: null, entry: null },
      { onSuccess: ({ draft }) => go(to.entry(draft)) },
    );
  return (
    <p>
      <button type="button" className="app-link-button" onClick={log} disabled={open.isPending}>
        {words.request}
      </button>
      {open.error && <Failed error={open.error} />}
    </p>
  );
}
