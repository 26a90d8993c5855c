import { type SyntheticEvent, useRef, useState } from 'react';
import { internal, isApiError } from '../api/call';
import type { ApiError, Problem, Question } from '../api/types';
import { formField } from '../text/fields';
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
  /** Counts the answers, so that each one gets the focus. */
  round: number;
}

interface Wiring<Out> {
  send: (data: FormData, confirmed: Question[]) => Promise<Out>;
  done: (out: Out) => void;
  /** Before the answer is shown: something that was stopped for the sending may go on. */
  refused?: () => void;
}

const CLEAR: Report = { problems: [], asked: [], failure: null, round: 0 };

/** One submit: the boxes as they stand go to Rust, and what Rust finds comes back to the boxes. */
export function useForm<Out>({ send, done, refused }: Wiring<Out>) {
  const ref = useRef<HTMLFormElement>(null);
  const [report, setReport] = useState(CLEAR);
  const [busy, setBusy] = useState(false);

  async function submit(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault();
    if (!ref.current || busy) return;
    const data = new FormData(ref.current);
    const confirmed = stillConfirmed(data, report.asked);
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
      refused?.();
      setReport(answer(failure, data, confirmed, report.round + 1));
    } finally {
      setBusy(false);
    }
  }

  /** The error of a field, for the box that has its name. */
  function error(name: string): string | undefined {
    const problem = report.problems.find((found) => formField(found.field) === name);
    return problem && problemCopy(problem);
  }

  return { props: { ref, onSubmit: submit, noValidate: true }, report, busy, error, submit };
}

export function answer(failure: ApiError, data: FormData, confirmed: Asked[], round: number): Report {
  if (failure.code !== 'invalid') return { problems: [], asked: confirmed, failure, round };
  const fresh = failure.questions
    .filter((question) => !confirmed.some((asked) => confirmName(asked.question) === confirmName(question)))
    .map((question) => ({ question, value: whole(data, formField(question.field)) }));
  return { problems: failure.problems, asked: [...confirmed, ...fresh], failure: null, round };
}

/** The name of the box that answers a soft check. */
export function confirmName({ field, ask }: Question): string {
  return `confirm ${field} ${ask}`;
}

/** A yes does not outlive the value that it was given for. */
function stillConfirmed(data: FormData, asked: Asked[]): Asked[] {
  return asked.filter(
    ({ question, value }) =>
      data.has(confirmName(question)) && whole(data, formField(question.field)) === value,
  );
}
