/** Journals what is being typed: soon after the typing rests, and at least each second while it goes on. */

export type JournalState = { kind: 'untouched' } | { kind: 'kept'; at: string } | { kind: 'failing' };

const REST_MS = 400;
const MOST_MS = 1000;
const RETRY_MS = 2000;

export class Journal<Form> {
  private pending: { form: Form } | null = null;
  private since = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private writing: Promise<void> | null = null;
  private closed = false;

  constructor(
    private readonly write: (form: Form) => Promise<{ saved_at: string }>,
    private readonly tell: (state: JournalState) => void,
  ) {}

  /** Something was typed: the whole form as it stands. */
  touch(form: Form): void {
    if (this.closed) return;
    if (!this.pending) this.since = Date.now();
    this.pending = { form };
    this.schedule(this.rest());
  }

  /** Writes at once what is not written yet, and answers whether all of it is on the disk. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    await this.writing;
    if (this.pending) await this.start();
    return this.pending === null;
  }

  /** Writes the last words, then nothing more: what was signed or thrown away must not come back as a draft. */
  async close(): Promise<void> {
    this.closed = true;
    await this.flush();
    clearTimeout(this.timer);
  }

  /** Nothing more is written, and what waits is dropped: the draft is gone. */
  drop(): void {
    this.closed = true;
    this.pending = null;
    clearTimeout(this.timer);
  }

  /** Takes up again, after a signing that did not go through. */
  reopen(): void {
    this.closed = false;
  }

  private rest(): number {
    return Math.min(REST_MS, Math.max(0, this.since + MOST_MS - Date.now()));
  }

  private schedule(after: number): void {
    clearTimeout(this.timer);
    // One write at a time: the one in flight starts the next.
    if (!this.writing) this.timer = setTimeout(() => void this.start(), after);
  }

  private start(): Promise<void> {
    const taken = this.pending;
    if (!taken) return Promise.resolve();
    this.pending = null;
    this.writing = this.write(taken.form).then(
      (saved) => this.wrote(saved.saved_at),
      () => this.failed(taken),
    );
    return this.writing;
  }

  private wrote(at: string): void {
    this.writing = null;
    this.tell({ kind: 'kept', at });
    if (this.pending && !this.closed) this.schedule(this.rest());
  }

  private failed(taken: { form: Form }): void {
    this.writing = null;
    this.pending ??= taken;
    this.tell({ kind: 'failing' });
    if (!this.closed) this.schedule(RETRY_MS);
  }
}
