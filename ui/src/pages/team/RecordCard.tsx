import type { ReactNode } from 'react';
import type { RecordView } from '../../api/types';
import { ReceiptTag } from '../../components/ReceiptTag';
import { author } from '../../text/decisions';
import { moment } from '../../text/when';
import { RecordActions } from './RecordActions';

interface Props {
  record: RecordView;
  title: string;
  /** What it says. */
  children: ReactNode;
  mayChange: boolean;
}

/** One thing that is recorded about a colleague or a centre: what it says, what can be done with it, who signed. */
export function RecordCard({ record, title, children, mayChange }: Props) {
  return (
    <article className="app-card">
      <h3 className="app-card__title">{title}</h3>
      {children}
      {mayChange && <RecordActions record={record} name={title} />}
      <p className="app-card__foot">
        <span>
          {author(record.author)}, {moment(record.author.recorded_at)}
        </span>
        <ReceiptTag receipt={record.receipt} />
      </p>
    </article>
  );
}
