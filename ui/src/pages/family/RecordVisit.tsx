import { Button } from 'nhsuk-react-components';
import type { FormEvent } from 'react';
import { useLocation } from 'wouter';
import { useAct } from '../../api/queries';
import type { FamilyView, ReviewKind } from '../../api/types';
import { Failed } from '../../components/Failed';
import { OneOf } from '../../components/OneOf';
import { choice } from '../../forms/read';
import { to } from '../../paths';
import { reviews } from '../../text/choices';
import { family } from '../../text/family';

const { antenatal, ...ofChildren } = reviews;

/** A visit is about a child, and before birth about the mother; with any other adult it is no review. */
function reviewsOf(view: FamilyView): Partial<Record<ReviewKind, string>> {
  if (view.is_child) return ofChildren;
  return view.may_be_mother ? { antenatal } : {};
}

/** Opens the visit form: the draft of it where there is one. */
export function RecordVisit({ view }: { view: FamilyView }) {
  const { person } = view.person;
  const [, go] = useLocation();
  const open = useAct('open_visit');
  const words = reviewsOf(view);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const review = choice(new FormData(event.currentTarget), 'review', reviews);
    open.mutate({ child: person, review, quick: null }, { onSuccess: ({ draft }) => go(to.visit(draft)) });
  }

  return (
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
  );
}
