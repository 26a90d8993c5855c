import { Table, Tag } from 'nhsuk-react-components';
import { Link } from 'wouter';
import type { CaseloadChild, CaseloadView, ReviewView } from '../../api/types';
import { Empty } from '../../components/Empty';
import { Pages } from '../../components/Pages';
import { PersonName } from '../../components/PersonName';
import { ReviewStateTag } from '../../components/ReviewStateTag';
import { to } from '../../paths';
import { alerts as readFirst } from '../../text/around';
import { caseload, lastSeen, rangeCopy } from '../../text/caseload';
import { reviews } from '../../text/choices';
import { levels } from '../../text/kind/level_of_need';
import { safeguardingState } from '../../text/kind/safeguarding_status';
import { ages, birthOrder, born, nhsNumber } from '../../text/person';
import { whenCopy } from '../../text/reviews';
import { day } from '../../text/when';

interface Props {
  view: CaseloadView;
  size: number;
  /** Whether only some are asked for. */
  narrowed: boolean;
  go: (from: number) => void;
}

export function CaseloadList({ view, size, narrowed, go }: Props) {
  if (view.total === 0 && narrowed) return <Empty title={caseload.noneOfThem} />;
  if (view.total === 0) {
    return (
      <Empty title={caseload.empty}>
        <p>{caseload.emptyNext}</p>
        <p>
          <Link href="/import">{caseload.toImport}</Link>
        </p>
      </Empty>
    );
  }
  const range = rangeCopy(view.from, view.children.length, view.total);
  const pages = (label: string) => (
    <Pages
      label={label}
      range={range}
      from={view.from}
      size={size}
      total={view.total}
      words={caseload}
      go={go}
    />
  );
  return (
    <>
      {pages(caseload.pages)}
      <Table caption={range} captionProps={{ className: 'nhsuk-u-visually-hidden' }} className="app-table">
        <Table.Head>
          <Table.Row>
            <Table.Cell>{caseload.child}</Table.Cell>
            <Table.Cell>{caseload.carers}</Table.Cell>
            <Table.Cell>{caseload.home}</Table.Cell>
            <Table.Cell>{caseload.nextReview}</Table.Cell>
            <Table.Cell>{caseload.lastContact}</Table.Cell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {view.children.map((child) => (
            <ChildRow key={child.person.person} child={child} />
          ))}
        </Table.Body>
      </Table>
      {view.total > size && pages(caseload.pagesBelow)}
    </>
  );
}

function ChildRow({
  child: { person, carers, home, next_review, last_contact_at, last_seen_on, draft, alerts, ...child },
}: {
  child: CaseloadChild;
}) {
  return (
    <Table.Row>
      <Table.Cell>
        <Link href={to.family(person.person)} className="app-table__link">
          <PersonName person={person} />
        </Link>
        {person.birth_order && <Tag className="app-tag">{birthOrder(person.birth_order)}</Tag>}
        {draft && (
          <Tag className="app-tag" modifier="yellow">
            {caseload.draft}
          </Tag>
        )}
        {child.level && child.level !== 'universal' && <Tag className="app-tag">{levels[child.level]}</Tag>}
        {child.safeguarding && child.safeguarding !== 'none' && (
          <Tag className="app-tag">{safeguardingState[child.safeguarding]}</Tag>
        )}
        {child.delegated && <Tag className="app-tag">{caseload.delegated}</Tag>}
        <span className="app-table__under">
          {[born(person), ages(person), nhsNumber(person)].filter(Boolean).join(' · ')}
        </span>
      </Table.Cell>
      <Table.Cell>{carers.join(', ')}</Table.Cell>
      <Table.Cell>
        {alerts > 0 && (
          <Tag className="app-tag" modifier="yellow">
            {readFirst.readFirst}
          </Tag>
        )}{' '}
        {home ?? caseload.hidden}
      </Table.Cell>
      <Table.Cell>{next_review && <NextReview review={next_review} />}</Table.Cell>
      <Table.Cell>
        {last_contact_at ? day(last_contact_at) : caseload.noContact}
        {last_seen_on && <span className="app-table__under">{lastSeen(last_seen_on)}</span>}
      </Table.Cell>
    </Table.Row>
  );
}

function NextReview({ review }: { review: ReviewView }) {
  return (
    <>
      {reviews[review.review]} <ReviewStateTag state={review.state} />
      <span className="app-table__under">{whenCopy(review)}</span>
    </>
  );
}
