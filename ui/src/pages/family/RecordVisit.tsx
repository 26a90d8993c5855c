import { Button } from 'nhsuk-react-components';
import type { FormEvent } from 'react';
import { useLocation } from 'wouter';
import { useAct } from '../../api/queries';
import type { PersonId } from '../../api/types';
import { Failed } from '../../components/Failed';
import { OneOf } from '../../components/OneOf';
import { choice } from '../../forms/read';
import { to } from '../../paths';
import { reviews } from '../../text/choices';
import { family } from '../../text/family';

/** Opens the visit form: the draft of it where there is one. */
export function RecordVisit({ child }: { child: PersonId }) {
  const [, go] = useLocation();
  const open = useAct('open_visit');

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const review = choice(new FormData(event.currentTarget), 'review', reviews);
    open.mutate({ child, review }, { onSuccess: ({ draft }) => go(to.visit(draft)) });
  }

  return (
    <form className="app-record" onSubmit={submit}>
      <OneOf name="review" label={family.which} words={reviews} none={family.noReview} />
      <Button type="submit" disabled={open.isPending}>
        {family.record}
      </Button>
      {open.error && <Failed error={open.error} />}
    </form>
  );
}
