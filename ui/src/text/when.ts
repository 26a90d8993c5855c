// Dates and times as people say them. An instant is shown with the hands that the laptop's clock had when it
// was written, never moved into another time zone: a visit at 09:30 stays at 09:30.

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "2 November 2026", "November 2026", "2026", "about 2019": as precise as it is known. */
export function day(iso: string): string {
  const [, year, month, date] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(iso) ?? [];
  if (!year) return iso;
  const name = MONTHS[Number(month) - 1];
  if (!name) return year;
  return date ? `${Number(date)} ${name} ${year}` : `${name} ${year}`;
}

/** "09:30". */
export function time(instant: string): string {
  return instant.slice(11, 16);
}

/** "10:31:05". */
export function clock(instant: string): string {
  return instant.slice(11, 19);
}

/** "2 November 2026, 09:30"; a date without a time stays one. */
export function moment(instant: string): string {
  return instant.length > 10 && instant[10] === 'T' ? `${day(instant)}, ${time(instant)}` : day(instant);
}

const NOW = 'just now';

/** "3 minutes ago", "2 hours ago", "Monday 14:05", "2 November 2026, 09:30". */
export function ago(instant: string, now: Date): string {
  const passed = now.getTime() - Date.parse(instant);
  // A clock that was put back: say when, not a nonsense age.
  if (!(passed >= -MINUTE)) return moment(instant);
  if (passed < MINUTE) return NOW;
  if (passed < HOUR) return `${count(Math.floor(passed / MINUTE), 'minute')} ago`;
  if (passed < DAY) return `${count(Math.floor(passed / HOUR), 'hour')} ago`;
  if (passed < 6 * DAY) return `${weekday(instant)} ${time(instant)}`;
  return moment(instant);
}

/** As `ago`, after a word such as "oldest": "oldest 3 minutes ago", "oldest since Monday 14:05". */
export function age(instant: string, now: Date): string {
  const said = ago(instant, now);
  return said === NOW || said.endsWith(' ago') ? said : `since ${said}`;
}

/** "1 minute", "3 minutes". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}

function weekday(instant: string): string {
  return WEEKDAYS[new Date(`${instant.slice(0, 10)}T12:00:00Z`).getUTCDay()] ?? '';
}
