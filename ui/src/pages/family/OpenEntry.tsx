import { useLocation } from 'wouter';
import { useAct } from '../../api/queries';
import type { EntryId, EntryKind, HouseholdId, PersonId, Subject } from '../../api/types';
import { Failed } from '../../components/Failed';
import { to } from '../../paths';

interface Props {
  person: PersonId;
  kind: EntryKind;
  entry?: EntryId | null;
  /** Where it is said of a home. */
  household?: HouseholdId;
  words: string;
  /** What it is about, for who does not see where it stands. */
  whose: string;
}

/** Opens the form of a registered fact, from where it is shown. */
export function OpenEntry({ person, kind, entry = null, household, words, whose }: Props) {
  const [, go] = useLocation();
  const open = useAct('open_entry');
  const subject = household ? (`household:${household}` as Subject) : null;
  const press = () =>
    open.mutate({ person, kind, subject, entry }, { onSuccess: ({ draft }) => go(to.entry(draft)) });
  return (
    <>
      <button type="button" className="app-link-button" onClick={press} disabled={open.isPending}>
        {words}
        <span className="nhsuk-u-visually-hidden"> {whose}</span>
      </button>{' '}
      {open.error && <Failed error={open.error} />}
    </>
  );
}
