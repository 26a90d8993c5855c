import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../../api/call';
import type { PersonView, Sameness, SameView, Signed } from '../../api/types';
import { FormReport } from '../../components/FormReport';
import { Notice } from '../../components/Notice';
import { Panel } from '../../components/Panel';
import { PersonName } from '../../components/PersonName';
import { TextBox } from '../../components/TextBox';
import { text } from '../../forms/read';
import { useForm } from '../../forms/useForm';
import { to } from '../../paths';
import { wrote } from '../../text/decisions';
import { becauseCopy, identity } from '../../text/identity';
import { samePerson } from '../../text/kind/same_person';
import { ages, born, nhsNumber } from '../../text/person';

/** Other records that are, or may be, of the screen's person. */
export function SameRecords({ same }: { same: SameView[] }) {
  return same.map((one) => <SameRecord key={`${one.folded} ${one.under}`} one={one} />);
}

const TITLES = {
  merged: identity.mergedHere,
  linked: identity.linkedHere,
  none: identity.likelyHere,
} as const;

function choiceOf(state: Sameness, isMerged: boolean): string {
  if (state === 'separate') return isMerged ? identity.undo : identity.separate;
  return state === 'merged' ? identity.merge : identity.link;
}

function titleOf(state: Sameness | null): keyof typeof TITLES {
  return state === 'merged' || state === 'linked' ? state : 'none';
}

function SameRecord({ one }: { one: SameView }) {
  const { record, state, because, home, reason, author } = one;
  const [asking, setAsking] = useState<Sameness | null>(null);
  const merged = state === 'merged';
  const facts = [born(record), ages(record), nhsNumber(record), home];
  return (
    <Notice tone={merged ? 'plain' : 'check'} title={TITLES[titleOf(state)]}>
      <p>
        <Record record={record} opens={!merged} /> · {facts.filter(Boolean).join(' · ')}
      </p>
      {because.length > 0 && <p>{becauseCopy(because)}.</p>}
      {author && (
        <p>
          {samePerson.reason}: {reason} ({wrote(author)})
        </p>
      )}
      {one.disputed && <p>{identity.disputed}</p>}
      {asking ? (
        <Reason one={one} state={asking} close={() => setAsking(null)} />
      ) : (
        <p className="app-add">
          {!merged && <Choice words={choiceOf('merged', merged)} press={() => setAsking('merged')} />}
          {state === null && <Choice words={choiceOf('linked', merged)} press={() => setAsking('linked')} />}
          <Choice words={choiceOf('separate', merged)} press={() => setAsking('separate')} />
        </p>
      )}
    </Notice>
  );
}

/** A record that is shown as one with another has no page of its own. */
function Record({ record, opens }: { record: PersonView; opens: boolean }) {
  if (!opens) return <PersonName person={record} />;
  return (
    <Link href={to.family(record.person)}>
      <PersonName person={record} />
    </Link>
  );
}

function Choice({ words, press }: { words: string; press: () => void }) {
  return (
    <Button type="button" secondary small className="app-button--inline" onClick={press}>
      {words}
    </Button>
  );
}

function Reason({ one, state, close }: { one: SameView; state: Sameness; close: () => void }) {
  const form = useForm<Signed>({
    send: (data) => {
      const { folded, under, heads } = one;
      return call('record_sameness', { folded, under, state, reason: text(data, 'reason'), heads });
    },
    done: close,
  });
  return (
    <Panel title={choiceOf(state, one.state === 'merged')} close={close}>
      <form {...form.props}>
        <FormReport report={form.report} />
        <TextBox
          name="reason"
          label={identity.reason}
          hint={identity.reasonHint}
          error={form.error('reason')}
        />
        <p className="app-fine">{identity.nothingLost}</p>
        <Button type="submit" disabled={form.busy}>
          {identity.yes}
        </Button>{' '}
        <Button type="button" secondary onClick={close}>
          {identity.no}
        </Button>
      </form>
    </Panel>
  );
}
