import { Button } from 'nhsuk-react-components';
import type { FormEvent } from 'react';
import { useLocation } from 'wouter';
import { useAct } from '../../api/queries';
import type { FamilyView, QuickContact, ReviewKind } from '../../api/types';
import { Failed } from '../../components/Failed';
import { OneOf } from '../../components/OneOf';
import { choice } from '../../forms/read';
import { to } from '../../paths';
import { quickContacts, reviews } from '../../text/choices';
import { family } from '../../text/family';

const { antenatal, ...ofChildren } = reviews;

/** A visit is about a child, and before birth about the mother; with any other adult it is no review. */
function reviewsOf(view: FamilyView): Partial<Record<ReviewKind, string>> {
  if (view.is_child) return ofChildren;
  return view.may_be_mother ? { antenatal } : {};
}

/** Opens the visit form: the draft of it where there is one. A contact in passing takes one press here. */
export function RecordVisit({ view }: { view: FamilyView }) {
  const { person } = view.person;
  const [, go] = useLocation();
  const open = useAct('open_visit');
  const words = reviewsOf(view);
  const opened = { onSuccess: ({ draft }: { draft: string }) => go(to.visit(draft)) };

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const review = choice(new FormData(event.currentTarget), 'review', reviews);
    open.mutate({ child: person, review, quick: null }, opened);
  }

  return (
    <>
      <form className="app-record" onSubmit={submit}>
        {Object.keys(words).length > 0 && (
          <OneOf
            key={view.next_review}
            name="review"
            label={family.which}
            words={words}
            none={family.noReview}
            initial={view.next_review ?? ''}
          />
        )}
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
