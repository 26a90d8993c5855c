import { type ReactNode, useEffect, useRef } from 'react';
import type { Report } from '../forms/useForm';
import { CheckPanel } from './CheckPanel';
import { Failed } from './Failed';
import { ProblemSummary } from './ProblemSummary';

interface Props {
  report: Report;
  /** What stands for a failure that the page itself has an answer to. */
  instead?: ReactNode;
}

/** What came back from a submit. It takes the focus, so that nobody misses it. */
export function FormReport({ report, instead }: Props) {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (report.round > 0) top.current?.querySelector<HTMLElement>('[tabindex="-1"]')?.focus();
  }, [report.round]);
  return (
    <div ref={top}>
      {instead || (report.failure && <Failed error={report.failure} />)}
      {report.problems.length > 0 && <ProblemSummary problems={report.problems} names={report.names} />}
      {report.asked.length > 0 && <CheckPanel asked={report.asked} names={report.names} />}
    </div>
  );
}
