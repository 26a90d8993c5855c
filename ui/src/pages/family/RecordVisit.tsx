import { Button } from 'nhsuk-react-components';
import type { FormEvent } from 'react';
import { useLocation } from 'wouter';
import { useAct } from '../../api/queries';
import type { PersonId, QuickContact } from '../../api/types';
import { Failed } from '../../components/Failed';
import { OneOf } from '../../components/OneOf';
import { choice } from '../../forms/read';
import { to } from '../../paths';
import { quickContacts, reviews } from '../../text/choices';
import { family } from '../../text/family';

interface Props {
  /** The child; before birth the mother. */
  person: PersonId;
  ofAdult: boolean;
}

const { antenatal, ...ofChildren } = reviews;

/** Opens the visit form: the draft of it where there is one. A contact in passing takes one press here. */
export function RecordVisit({ person, ofAdult }: Props) {
  const [, go] = useLocation();
  const open = useAct('open_visit');
  const words: Partial<typeof reviews> = ofAdult ? { antenatal } : ofChildren;
  const opened = { onSuccess: ({ draft }: { draft: string }) => go(to.visit(draft)) };

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const review = choice(new FormData(event.currentTarget), 'review', reviews);
    open.mutate({ child: person, review, quick: null }, opened);
  }

  return (
    <>
      <form className="app-record" onSubmit={submit}>
        <OneOf name="review" label={family.which} words={words} none={family.noReview} />
        <Button type="submit" disabled={open.isPending}>
          {family.record}
        </Button>
        {open.error && <Failed error={open.error} />}
      </form>
      <fieldset className="app-quick">
        <legend className="app-quick__title">{family.quick}</legend>
        {(Object.keys(quickContacts) as QuickContact[]).map((quick) => (
          <Button
            key={quick}
            type="button"
            secondary
            small
            disabled={open.isPending}
            onClick={() => open.mutate({ child: person, review: null, quick }, opened)}
          >
            {quickContacts[quick]}
          </Button>
        ))}
      </fieldset>
    </>
  );
}
