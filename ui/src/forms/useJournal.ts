import { useEffect, useMemo, useState } from 'react';
import { Journal, type JournalState } from './Journal';
import { beforeLocking } from './lastWords';

/** A journal that lives as long as the form is on the screen, and writes the last words when it goes. */
export function useJournal<Form>(
  write: (form: Form) => Promise<{ saved_at: string }>,
  savedAt: string | null,
) {
  const [state, setState] = useState<JournalState>(
    savedAt === null ? { kind: 'untouched' } : { kind: 'kept', at: savedAt },
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: one journal for one draft; a new draft is a new form.
  const journal = useMemo(() => new Journal<Form>(write, setState), []);
  useEffect(() => {
    const leave = beforeLocking(() => journal.flush());
    // Waited for until it is written, also by a screen that opens the same draft again. What cannot be written stays on
    // the list: locking says so.
    return () => void journal.flush().then((kept) => kept && leave());
  }, [journal]);
  return { journal, state };
}
