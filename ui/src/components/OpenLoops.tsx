import { Tag } from 'nhsuk-react-components';
import { Link, useLocation } from 'wouter';
import { useAct } from '../api/queries';
import type { LoopView } from '../api/types';
import { to } from '../paths';
import { answerOf, loops, ownerOf, titleOf, whenOf, whyOf } from '../text/loops';
import { fullName } from '../text/person';
import { Failed } from './Failed';
import { SeenLine } from './SeenLine';

interface Props {
  loops: LoopView[];
  /** Whose screen it is; nobody's on a list of the whole caseload. */
  about: string | null;
}

/** What waits for an answer, each with the form that gives it. */
export function OpenLoops({ loops: open, about }: Props) {
  return (
    <ul className="app-loops">
      {open.map((loop) => (
        <OpenLoop
          key={`${loop.person.person}${loop.waits}${loop.entry}${loop.what}`}
          loop={loop}
          about={about}
        />
      ))}
    </ul>
  );
}

function OpenLoop({ loop, about }: { loop: LoopView; about: string | null }) {
  const [, go] = useLocation();
  const open = useAct('open_entry');
  const { person } = loop.person;
  const answer = () =>
    open.mutate(
      {
        person,
        kind: loop.answer.kind,
        subject: loop.subject,
        entry: loop.answer.entry,
        begins: loop.begins,
      },
      { onSuccess: ({ draft }) => go(to.entry(draft)) },
    );
  const why = whyOf(loop);
  return (
    <li className={`app-loops__one${loop.overdue ? ' app-loops__one--overdue' : ''}`}>
      <div className="app-loops__said">
        <p className="app-loops__title">
          <strong>{titleOf(loop)}</strong>{' '}
          {loop.overdue && (
            <Tag className="app-tag" modifier="red">
              {loops.overdue}
            </Tag>
          )}
        </p>
        {person !== about && (
          <p className="app-loops__who">
            <Link href={to.family(person)}>{fullName(loop.person)}</Link>
          </p>
        )}
        <p className="app-loops__when">{[whenOf(loop), ownerOf(loop)].join(' · ')}</p>
        {loop.seen && !loop.seen.to_see && <SeenLine entry={null} seen={loop.seen} />}
        {why && <p className="app-loops__why">{why}</p>}
        {open.error && <Failed error={open.error} />}
      </div>
      <button type="button" className="app-link-button" onClick={answer} disabled={open.isPending}>
        {answerOf(loop)}
        <span className="nhsuk-u-visually-hidden">{`: ${titleOf(loop)}, ${fullName(loop.person)}`}</span>
      </button>
    </li>
  );
}
