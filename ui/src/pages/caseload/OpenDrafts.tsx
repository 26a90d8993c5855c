import { Link } from 'wouter';
import { useCall } from '../../api/queries';
import type { Screen } from '../../api/types';
import { PersonName } from '../../components/PersonName';
import { ScreenName } from '../../components/ScreenPage';
import { to } from '../../paths';
import { caseload } from '../../text/caseload';
import { draftTitle } from '../../text/drafts';
import { fullName } from '../../text/person';
import { moment } from '../../text/when';

/** What was begun and not signed: after a flat battery this is what somebody looks for first. */
export function OpenDrafts() {
  const drafts = useCall('drafts', {});
  if (!drafts.data?.length) return null;
  return (
    <section className="app-drafts" aria-labelledby="open-drafts">
      <h2 className="nhsuk-heading-s" id="open-drafts">
        {caseload.drafts}
      </h2>
      <ul className="app-rows">
        {drafts.data.map(({ draft, screen, kind, registers, opened_at, ...of }) => (
          <li key={draft} className="app-rows__row app-rows__row--draft">
            {screen.of !== 'sealed' && (
              <Link href={to.draft({ draft, kind, registers })} className="app-rows__link">
                {caseload.goOn} <span className="nhsuk-u-visually-hidden">{whose(screen)}</span>
              </Link>
            )}
            {screen.of === 'person' ? (
              <PersonName person={screen} />
            ) : (
              <strong>
                <ScreenName screen={screen} />
              </strong>
            )}
            <span>
              {screen.of === 'sealed' ? caseload.sealedNext : draftTitle({ kind, registers, ...of })}
            </span>
            <span>{moment(opened_at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function whose(screen: Screen): string {
  return screen.of === 'person' ? fullName(screen) : '';
}
