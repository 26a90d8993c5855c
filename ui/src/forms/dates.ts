// The only place where what somebody typed becomes the spelling that Doorstep keeps. What makes no sense is
// kept as it was typed: nothing is lost for being wrong, and Rust says what is wrong with it.

export interface TypedDate {
  day: string;
  month: string;
  year: string;
}

/** "2026-11-02" for 2, 11, 2026; otherwise the three parts as typed, so that they can be shown again. */
export function joinDate({ day, month, year }: TypedDate): string {
  const parts = [year, month, day].map((part) => part.replaceAll('-', '').trim());
  if (parts.every((part) => part === '')) return '';
  const [y = '', m = '', d = ''] = parts;
  const whole = /^\d{4}$/.test(y) && /^\d{1,2}$/.test(m) && /^\d{1,2}$/.test(d);
  return whole ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : parts.join('-');
}

/** As much of a date as was given: "2026-11", "2026", "about 2019". */
export function joinPartialDate(typed: TypedDate): string {
  const [year, month, day] = [typed.year.trim().replace(/\s+/g, ' '), typed.month.trim(), typed.day.trim()];
  if (day !== '' || year === '') return joinDate(typed);
  if (month === '') return year.replace(/^about/i, 'about');
  return /^\d{1,2}$/.test(month) ? `${year}-${month.padStart(2, '0')}` : joinDate(typed);
}

export function splitDate(text: string): TypedDate {
  const [year = '', month = '', day = ''] = text.split('-');
  return { day: trimZero(day), month: trimZero(month), year };
}

function trimZero(part: string): string {
  return /^0\d$/.test(part) ? part.slice(1) : part;
}

/** "09:30" for 0930, 930, 9.30, 9:30; anything else as typed. */
export function joinTime(typed: string): string {
  const text = typed.trim();
  const [, hour, minute] = /^(\d{1,2})[:.]?(\d{2})$/.exec(text) ?? [];
  return hour && minute ? `${hour.padStart(2, '0')}:${minute}` : text;
}

export function splitMoment(text: string): { date: string; time: string } {
  const [date = '', time = ''] = text.split('T');
  return { date, time: time.slice(0, 5) };
}

/** The moment that was there, where day and time are as they were; otherwise what was typed, in the same offset. */
export function joinMoment(date: string, typed: string, was: string): string {
  const time = joinTime(typed);
  if (date === '' && time === '') return '';
  const before = splitMoment(was);
  if (before.date === date && before.time === time) return was;
  return `${date}T${time}:00${/(?:Z|[+-]\d{2}:\d{2})$/.exec(was)?.[0] ?? 'Z'}`;
}

/** Today, as the laptop's clock has it. */
export function today(now: Date): string {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function timeNow(now: Date): string {
  return `${two(now.getHours())}:${two(now.getMinutes())}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
