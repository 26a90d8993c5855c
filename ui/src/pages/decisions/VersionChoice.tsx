import { Radios } from 'nhsuk-react-components';
import type { DecisionView } from '../../api/types';
import { EntryBody } from '../../entries/EntryBody';
import { decisions, wrote } from '../../text/decisions';
import { moment } from '../../text/when';
import { Scales } from '../family/Scales';

interface Props {
  decision: DecisionView;
  error?: string;
}

/** Versions of a clinical entry, side by side. They never merge: one of them stands. */
export function VersionChoice({ decision, error }: Props) {
  return (
    <>
      <div className="app-versions">
        {decision.versions.map((version, index) => (
          <section key={version.change} className="app-versions__one" aria-label={nameOf(index)}>
            <h3 className="nhsuk-heading-s">{nameOf(index)}</h3>
            <p>
              {moment(version.occurred)} · {wrote(version.author)}
            </p>
            <EntryBody kind={decision.kind} body={version.body} />
            <Scales scales={version.scales} />
          </section>
        ))}
      </div>
      <Radios name="version" legend={decisions.whichVersion} legendProps={{ size: 's' }} error={error}>
        {decision.versions.map((version, index) => (
          <Radios.Item key={version.change} value={version.change} hint={wrote(version.author)}>
            {nameOf(index)}
          </Radios.Item>
        ))}
      </Radios>
    </>
  );
}

function nameOf(index: number): string {
  return `${decisions.version} ${String.fromCharCode(65 + index)}`;
}
