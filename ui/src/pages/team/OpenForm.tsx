import { Button } from 'nhsuk-react-components';
import { useLocation } from 'wouter';
import { useAct } from '../../api/queries';
import type { EntryId, EntryKind, Subject } from '../../api/types';
import { Failed } from '../../components/Failed';
import { to } from '../../paths';

interface Props {
  kind: EntryKind;
  /** What it is about; none is the practitioner, or a new centre. */
  subject: Subject | null;
  words: string;
  /** For who does not see where it stands: of whom, of what. */
  whose?: string;
}

/** A button that opens the form of a kind. */
export function OpenForm({ kind, subject, words, whose }: Props) {
  const { press, open } = useOpen({ kind, subject, entry: null });
  return (
    <>
      <Button type="button" secondary small onClick={press} disabled={open.isPending}>
        {words}
        {whose && <span className="nhsuk-u-visually-hidden"> {whose}</span>}
      </Button>
      {open.error && <Failed error={open.error} />}
    </>
  );
}

export function useOpen(about: { kind: EntryKind; subject: Subject | null; entry: EntryId | null }) {
  const [, go] = useLocation();
  const open = useAct('open_entry');
  const press = () =>
    open.mutate({ person: null, ...about }, { onSuccess: ({ draft }) => go(to.entry(draft)) });
  return { press, open };
}
