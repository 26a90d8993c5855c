import { Tag } from 'nhsuk-react-components';
import { family } from '../text/family';

/** What the system before said, and nobody here has looked at. */
export function UnverifiedTag() {
  return (
    <Tag className="app-tag" modifier="yellow">
      {family.unverified}
    </Tag>
  );
}
