import { ErrorSummary } from 'nhsuk-react-components';
import type { MouseEvent } from 'react';
import type { Problem } from '../api/types';
import { focusField } from '../forms/focusField';
import type { FieldNames } from '../text/fields';
import { problemCopy } from '../text/rules';
import { summary } from '../text/visit';

/** The NHS error summary: each line leads to its box. */
export function ProblemSummary({ problems, names }: { problems: Problem[]; names: FieldNames }) {
  function lead(event: MouseEvent<HTMLAnchorElement>, field: string): void {
    event.preventDefault();
    focusField(event.currentTarget.closest('form'), names.box(field));
  }
  return (
    <ErrorSummary disableAutoFocus tabIndex={-1}>
      <ErrorSummary.Title>{summary.title}</ErrorSummary.Title>
      <ErrorSummary.List>
        {problems.map((problem) => (
          <ErrorSummary.ListItem
            key={`${problem.field} ${problem.rule}`}
            href={`#${names.box(problem.field)}`}
            onClick={(event: MouseEvent<HTMLAnchorElement>) => lead(event, problem.field)}
          >
            {problemCopy(problem, names)}
          </ErrorSummary.ListItem>
        ))}
      </ErrorSummary.List>
    </ErrorSummary>
  );
}
