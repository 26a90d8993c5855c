import { Table, Tag } from 'nhsuk-react-components';
import type { ImportOutcome, ImportRow, RowProblem } from '../../api/types';
import { historyCopy, imports, leftOutCopy, noLines, outcomes, rowNotes } from '../../text/imports';
import { importRule } from '../../text/rules';

const TONES = {
  new_child: 'green',
  unchanged: 'grey',
  added_to: 'blue',
  rejected: 'red',
} as const satisfies Record<ImportOutcome, string>;

/** Lines of the file: each with its number, what would happen, and why. */
export function Rows({ rows }: { rows: ImportRow[] }) {
  if (rows.length === 0) return <p>{noLines}</p>;
  return (
    <Table className="app-table">
      <Table.Head>
        <Table.Row>
          <Table.Cell>{imports.line}</Table.Cell>
          <Table.Cell>{imports.child}</Table.Cell>
          <Table.Cell>{imports.outcome}</Table.Cell>
          <Table.Cell>{imports.why}</Table.Cell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {rows.map((row) => (
          <Table.Row key={row.line}>
            <Table.Cell>{row.line}</Table.Cell>
            <Table.Cell>{row.child}</Table.Cell>
            <Table.Cell>
              <Tag modifier={TONES[row.outcome]} className="app-tag">
                {outcomes[row.outcome]}
              </Tag>
            </Table.Cell>
            <Table.Cell>
              <Why row={row} />
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

function Why({ row }: { row: ImportRow }) {
  return (
    <ul className="app-why">
      {row.problems.map((problem) => (
        <li key={`${problem.field} ${JSON.stringify(problem.rule)}`}>
          <Reason problem={problem} />
        </li>
      ))}
      {row.notes.map((note) => (
        <li key={note}>{rowNotes[note]}</li>
      ))}
      {row.history.length > 0 && <li>{historyCopy(row.history)}</li>}
      {row.left_out.map((one) => (
        <li key={`${one.kind} ${one.text}`}>{leftOutCopy(one)}</li>
      ))}
    </ul>
  );
}

function Reason({ problem }: { problem: RowProblem }) {
  return (
    <>
      <code>{problem.field}</code>
      {problem.text && (
        <>
          {' '}
          “<span className="app-why__text">{problem.text}</span>”
        </>
      )}
      : {importRule(problem.rule)}
    </>
  );
}
