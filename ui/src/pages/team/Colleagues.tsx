import type { ColleagueView, Subject, TeamView } from '../../api/types';
import { shapeOf } from '../../entries';
import { colleague as named } from '../../text/entry';
import { team, validityCopy } from '../../text/team';
import { OpenForm } from './OpenForm';
import { RecordCard } from './RecordCard';
import { WholeRecord } from './WholeRecord';

/** Who works here, and what each may do on their own until when. */
export function Colleagues({ view }: { view: TeamView }) {
  return (
    <section aria-labelledby="colleagues">
      <h2 className="nhsuk-heading-m" id="colleagues">
        {team.colleagues}
      </h2>
      <ul className="app-people">
        {view.colleagues.map((one) => (
          <li key={one.colleague.staff} className="app-people__one">
            <OneColleague one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneColleague({ one }: { one: ColleagueView }) {
  const { staff, name, role } = one.colleague;
  const task = shapeOf('competency').task;
  const titleOf = (body: unknown) => task?.show((body as { task: unknown }).task) ?? '';
  return (
    <>
      <p>
        <strong>{named(name, role)}</strong>
      </p>
      {one.competencies.length === 0 && <p className="app-people__facts">{team.noCompetency}</p>}
      {one.competencies.map((held) => (
        <RecordCard
          key={held.record.entry}
          record={held.record}
          title={titleOf(held.record.body)}
          mayChange={one.may_record}
        >
          <p>{validityCopy(held)}</p>
          <WholeRecord record={held.record} title={titleOf(held.record.body)} />
        </RecordCard>
      ))}
      {one.may_record && (
        <OpenForm
          kind="competency"
          subject={`staff:${staff}` as Subject}
          words={team.addCompetency}
          whose={name}
        />
      )}
    </>
  );
}
