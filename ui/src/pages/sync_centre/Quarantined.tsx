import { Button } from 'nhsuk-react-components';
import { Link, useLocation } from 'wouter';
import { useAct } from '../../api/queries';
import type { BatchId, QuarantinedItem, SetAsideEntry } from '../../api/types';
import { Failed } from '../../components/Failed';
import { PersonName } from '../../components/PersonName';
import { to } from '../../paths';
import { namesOf } from '../../text/kinds';
import { againCopy, reasonCopy, syncCentre } from '../../text/sync_centre';
import { moment } from '../../text/when';

/** What the service set aside, and why. Nothing of it is lost, and each is put right here. */
export function Quarantined({ items }: { items: QuarantinedItem[] }) {
  if (items.length === 0) return null;
  return (
    <section className="app-set-aside" aria-labelledby="quarantined">
      <h2 className="nhsuk-heading-m" id="quarantined">
        {syncCentre.quarantined}
      </h2>
      <p>{syncCentre.quarantinedIntro}</p>
      {items.map((item) => (
        <Item key={item.batch} item={item} />
      ))}
    </section>
  );
}

function Item({ item }: { item: QuarantinedItem }) {
  const { person, entries } = item;
  const signed = moment(item.signed_at);
  return (
    <article className="app-set-aside__item" aria-label={`${syncCentre.signed} ${signed}`}>
      <h3 className="nhsuk-heading-s">
        {person ? (
          <Link href={to.family(person.person)}>
            <PersonName person={person} />
          </Link>
        ) : (
          syncCentre.nobody
        )}
        , {signed}
      </h3>
      <p>{reasonCopy(item.reason)}</p>
      <ul className="app-set-aside__entries">
        {entries.map((entry) => (
          <li key={entry.change}>
            {namesOf([entry])}
            {entry.at_fault && entries.length > 1 && <strong> {syncCentre.atFault}</strong>}
            {entry.may_correct && <Correct batch={item.batch} entry={entry} />}
          </li>
        ))}
      </ul>
      <SignAgain item={item} />
    </article>
  );
}

function Correct({ batch, entry }: { batch: BatchId; entry: SetAsideEntry }) {
  const [, go] = useLocation();
  const correct = useAct('correct_set_aside');
  const press = () =>
    correct.mutate({ batch, change: entry.change }, { onSuccess: ({ draft }) => go(to.entry(draft)) });
  return (
    <>
      <Button type="button" secondary small onClick={press} disabled={correct.isPending}>
        {syncCentre.correct}
        <span className="nhsuk-u-visually-hidden"> {namesOf([entry])}</span>
      </Button>
      {correct.error && <Failed error={correct.error} />}
    </>
  );
}

function SignAgain({ item }: { item: QuarantinedItem }) {
  const again = useAct('sign_again');
  const changes = item.entries.flatMap(({ change, follows }) => (follows ? [{ change, follows }] : []));
  if (changes.length === 0) return null;
  return (
    <>
      <Button
        type="button"
        small
        onClick={() => again.mutate({ batch: item.batch, changes })}
        disabled={again.isPending}
      >
        {againCopy(changes.length, item.entries.length)}
      </Button>
      {again.error && <Failed error={again.error} />}
    </>
  );
}
