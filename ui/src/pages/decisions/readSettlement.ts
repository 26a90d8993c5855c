import { failure } from '../../api/call';
import type {
  ChangeId,
  ChosenValue,
  DecisionView,
  DisputedField,
  Problem,
  Question,
  Settle,
} from '../../api/types';
import { text } from '../../forms/read';

/** What was decided. Where nothing was chosen it says so in the same way as Rust would. */
export function readSettlement(decision: DecisionView, data: FormData, confirmed: Question[]): Settle {
  const version = text(data, 'version');
  const missing: Problem[] = decision.fields
    .filter(({ field }) => !text(data, `choice-${field}`))
    .map(({ field }) => ({ field, rule: 'not_a_choice' }));
  if (decision.versions.length > 0 && !version) missing.push({ field: 'version', rule: 'not_a_choice' });
  if (missing.length > 0) throw failure('invalid', { problems: missing });
  return {
    entry: decision.entry,
    heads: decision.heads,
    values: decision.fields.map((field) => chosen(field, data)),
    version: version ? (version as ChangeId) : null,
    reason: text(data, 'reason'),
    confirmed,
  };
}

function chosen({ field, candidates }: DisputedField, data: FormData): ChosenValue {
  const choice = text(data, `choice-${field}`);
  const value = choice === 'another' ? text(data, `another-${field}`) : candidates[Number(choice)]?.value;
  return { field, value: value ?? null };
}
