import { Button } from 'nhsuk-react-components';
import { useLocation } from 'wouter';
import { useAct } from '../api/queries';
import type { Joining, PersonId } from '../api/types';
import { to } from '../paths';
import { Failed } from './Failed';

interface Props {
  joining: Joining;
  beside: PersonId | null;
  words: string;
}

/** Opens the form that registers somebody, or the draft of it. */
export function RegisterButton({ joining, beside, words }: Props) {
  const [, go] = useLocation();
  const open = useAct('open_registration');
  const press = () =>
    open.mutate({ joining, beside, after: null }, { onSuccess: ({ draft }) => go(to.registration(draft)) });
  return (
    <>
      <Button type="button" secondary small disabled={open.isPending} onClick={press}>
        {words}
      </Button>
      {open.error && <Failed error={open.error} />}
    </>
  );
}
