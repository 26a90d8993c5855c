import { Link } from 'wouter';
import { PageTitle } from '../components/PageTitle';
import { layout } from '../text/layout';

export function NotFoundPage() {
  return (
    <div className="nhsuk-width-container app-page">
      <PageTitle>{layout.notFoundTitle}</PageTitle>
      <p>{layout.notFoundNext}</p>
      <p>
        <Link href="/">{layout.toCaseload}</Link>
      </p>
    </div>
  );
}
