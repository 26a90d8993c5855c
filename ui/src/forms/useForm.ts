import { type SyntheticEvent, useRef, useState } from 'react';
import { internal, isApiError } from '../api/call';
import type { ApiError, Problem, Question } from '../api/types';
import { type FieldNames, ownNames } from '../text/fields';
import { problemCopy } from '../text/rules';
import { whole } from './read';

/** A soft check, and what the field held when it was asked: a yes is for that value and no other. */
export interface Asked {
  question: Question;
  value: string;
}

export interface Report {
  problems: Problem[];
  asked: Asked[];
  failure: ApiError | null;
  names: FieldNames;
  /** Counts the answers, so that each one gets the focus. */
  round: number;
}

interface Wiring<Out> {
  /** How the form calls its boxes, where that is not by the record's own fields. */
  names?: FieldNames;
  send: (data: FormData, confirmed: Question[]) => Promise<Out>;
  done: (out: Out) => void;
  /** Before the answer is shown: something that was stopped for the sending may go on. */
  refused?: (failure: ApiError) => void;
}

/** Before the first submit. */
export const CLEAR: Report = { problems: [], asked: [], failure: null, names: ownNames, round: 0 };

/** One submit: the boxes as they stand go to Rust, and what Rust finds comes back to the boxes. */
export function useForm<Out>({ send, done, refused, names: called = ownNames }: Wiring<Out>) {
  const ref = useRef<HTMLFormElement>(null);
  const [report, setReport] = useState(CLEAR);
  const [busy, setBusy] = useState(false);

  async function submit(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault();
    if (!ref.current || busy) return;
    const data = new FormData(ref.current);
    const confirmed = stillConfirmed(data, report.asked, called);
    setBusy(true);
    try {
      const out = await send(
        data,
        confirmed.map((asked) => asked.question),
      );
      setReport({ ...CLEAR, round: report.round + 1 });
      done(out);
    } catch (error) {
      const failure = isApiError(error) ? error : internal();
      refused?.(failure);
      setReport(answer(failure, { data, confirmed, names: called, round: report.round + 1 }));
    } finally {
      setBusy(false);
    }
  }

  /** The error of a field, for the box that has its name. */
  function error(name: string): string | undefined {
    const problem = report.problems.find((found) => called.box(found.field) === name);
    return problem && problemCopy(problem, called);
  }

  return { props: { ref, onSubmit: submit, noValidate: true }, report, busy, error, submit };
}

interface Sent {
  data: FormData;
  confirmed: Asked[];
  names: FieldNames;
  round: number;
}

export function answer(failure: ApiError, { data, confirmed, names, round }: Sent): Report {
  if (failure.code !== 'invalid') return { problems: [], asked: confirmed, failure, names, round };
  const fresh = failure.questions
    .filter((question) => !confirmed.some((asked) => confirmName(asked.question) === confirmName(question)))
    .map((question) => ({ question, value: whole(data, names.box(question.field)) }));
  return { problems: failure.problems, asked: [...confirmed, ...fresh], failure: null, names, round };
}

/** The name of the box that answers a soft check. */
export function confirmName({ field, ask }: Question): string {
  return `confirm ${field} ${ask}`;
}

/** A yes does not outlive the value that it was given for. */
function stillConfirmed(data: FormData, asked: Asked[], names: FieldNames): Asked[] {
  return asked.filter(
    ({ question, value }) =>
      data.has(confirmName(question)) && whole(data, names.box(question.field)) === value,
  );
}
