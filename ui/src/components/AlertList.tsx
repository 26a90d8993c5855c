import { Details, Tag } from 'nhsuk-react-components';
import type { AlertView } from '../api/types';
import { alertsCopy, reviewCopy, alerts as words } from '../text/around';
import { alertKinds } from '../text/kind/alert';
import { Notice } from './Notice';
import { UnverifiedTag } from './UnverifiedTag';

/** Before an address or a number: what must be read first. */
export function Alerts({ alerts }: { alerts: AlertView[] }) {
  if (alerts.length === 0) return null;
  return (
    <Notice tone="check" title={words.title}>
      <AlertList alerts={alerts} />
    </Notice>
  );
}

/** In the home somebody may be reading along: a number and no word, until it is asked for. */
export function ClosedAlerts({ alerts }: { alerts: AlertView[] }) {
  if (alerts.length === 0) return null;
  return (
    <Details className="app-details">
      <Details.Summary>{alertsCopy(alerts.length)}</Details.Summary>
      <Details.Text>
        <AlertList alerts={alerts} />
      </Details.Text>
    </Details>
  );
}

function AlertList({ alerts }: { alerts: AlertView[] }) {
  return (
    <ul className="app-alerts">
      {alerts.map((alert) => (
        <li key={alert.entry}>
          {alertKinds[alert.kind]}: <strong>{alert.text}</strong>{' '}
          {alert.review_overdue && (
            <Tag className="app-tag" modifier="yellow">
              {words.overdue}
            </Tag>
          )}
          {alert.unverified && <UnverifiedTag />}
          <span className="app-fine"> {reviewCopy(alert.review_by)}</span>
        </li>
      ))}
    </ul>
  );
}
