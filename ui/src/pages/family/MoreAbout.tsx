import { Link } from 'wouter';
import { to } from '../../paths';
import { brief, changed } from '../../text/around';

/** The other pages about this family. */
export function MoreAbout({ person }: { person: string }) {
  return (
    <p className="app-more">
      <Link href={to.changed(person)}>{changed.open}</Link> <Link href={to.brief(person)}>{brief.open}</Link>
    </p>
  );
}
