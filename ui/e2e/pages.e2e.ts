import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FakeApp, PASSPHRASE } from '../fixtures/FakeApp';
import { type Desk, openBrowser, openDesk, picture, violations } from './browser';
import { serve } from './serve';

let browser: Browser;
let server: Server;
let url: string;
let app: FakeApp;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  ({ url, server } = await serve((name, input) => app.call(name, input)));
});

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

beforeEach(async () => {
  app = new FakeApp();
});

afterEach(async () => {
  expect(desk.troubles).toEqual([]);
  await page.context().close();
});

async function open(path = '/', size?: { width: number; height: number }): Promise<void> {
  desk = await openDesk(browser, url + path, size);
  page = desk.page;
}

async function atTheDesk(path = '/', size?: { width: number; height: number }): Promise<void> {
  app.unlocked = true;
  await open(path, size);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

async function look(name: string, fullPage = false): Promise<void> {
  await picture(page, name, fullPage);
  const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  if ((whole ?? 0) > (inner ?? 0)) desk.troubles.push(`${name}: scrolls sideways, ${whole} of ${inner}`);
  // Gathered, so that one fault does not hide the next.
  desk.troubles.push(...(await violations(page)).map((found) => `${name}: ${found}`));
}

test('enrolling says what is needed, and what was wrong', async () => {
  app.enrolled = false;
  await open();
  await page.getByRole('heading', { name: 'Set up Doorstep' }).waitFor();
  await look('enrol', true);
  await page.getByLabel('Address of your').fill('https://doorstep.example.org');
  await page.getByLabel('One-time code').fill('WRONG');
  await page.getByLabel('Choose a passphrase').fill(PASSPHRASE);
  await page.getByLabel('Type the passphrase again').fill('something else');
  await page.getByRole('button', { name: 'Set up this laptop' }).click();
  await page.getByText('The two passphrases are not the same').waitFor();
  await page.getByLabel('Type the passphrase again').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Set up this laptop' }).click();
  await page.getByText('did not accept that code').first().waitFor();
  await look('enrol-refused', true);
});

test('unlocking counts the wait down, then opens the caseload', async () => {
  await open();
  await page.getByRole('heading', { name: 'Unlock Doorstep' }).waitFor();
  await look('unlock');
  for (const _ of [1, 2, 3]) {
    await page.getByLabel('Passphrase', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.waitForTimeout(150);
    if (app.wrongTries === 1) await look('unlock-wrong');
  }
  await page.getByRole('timer').waitFor();
  await look('unlock-wait');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('passphrase');
});

test('the caseload pages, searches, and never says that there is no record', async () => {
  await open();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Caseload' }).waitFor();
  await page.getByText('1 to 50 of 312 children').first().waitFor();
  await look('caseload');
  await page.getByRole('button', { name: 'Next' }).first().click();
  await page.getByText('51 to 100 of 312 children').first().waitFor();
  await page.keyboard.press('Control+k');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('search');
  await page.keyboard.type('davies');
  await page.getByText('2 people and 0 records found').waitFor();
  await look('search');
  await page.getByLabel('Search').fill('latch');
  await page.getByText('0 people and 1 record found').waitFor();
  await look('search-words');
  await page.getByLabel('Search').fill('zzz');
  await page.getByText('None found on this laptop, as of 2 November 2026, 08:17').last().waitFor();
  await look('search-none');
});

test('an empty laptop says what to do', async () => {
  app.empty = true;
  await atTheDesk();
  await page.getByText('There are no children on this laptop').waitFor();
  await look('caseload-empty');
});

test('a family shows who is who and what happened', async () => {
  await atTheDesk('/family/bronwen');
  await look('family');
  await look('family-whole', true);
  await page.getByText('About Siân').first().click();
  await page.getByText('Tired but well').waitFor();
  await page.getByText('Read before contact').click();
  await look('family-opened', true);
  await page.getByLabel('Show', { exact: true }).selectOption('measurements');
  await page.getByText('3.41 kg').waitFor();
  await look('family-narrowed');
});

test('a family that leaves this laptop leaves the page that is open on it', async () => {
  await atTheDesk('/family/bronwen');
  await page.getByText('About Siân').first().waitFor();
  app.left = true;
  app.change('record');
  await page.getByText('This family is not on this laptop').waitFor();
  await page.getByText('About Siân').waitFor({ state: 'detached' });
  await look('family-left');
});

test('a telephone number is changed in the form of its kind', async () => {
  await atTheDesk('/family/bronwen');
  await page.getByRole('button', { name: 'Change sian.davies@example.org' }).click();
  await page.getByRole('button', { name: 'Sign and save' }).waitFor();
});

test('a visit is written, kept, checked and signed', async () => {
  await atTheDesk('/family/bronwen');
  await page.getByLabel('Which review').selectOption('new_birth');
  await page.getByRole('button', { name: 'Record a visit' }).click();
  await page.getByRole('heading', { name: 'New birth visit', level: 1 }).waitFor();
  await look('visit-empty', true);
  await page.getByRole('button', { name: 'Sign and save' }).click();
  await page.getByText('There is a problem').waitFor();
  await look('visit-problems');
  await page.getByRole('link', { name: 'Started: fill this in' }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('start');
  await page.keyboard.type('930');
  await page.getByRole('button', { name: 'Now Ended' }).click();
  await page.getByLabel('Face to face').check();
  await page.getByLabel('Home', { exact: true }).check();
  await page.getByLabel('It took place').check();
  await page.getByLabel('Seen awake').check();
  await page.getByLabel('Mother', { exact: true }).check();
  await page.getByLabel('Father', { exact: true }).check();
  await page.getByLabel('Weight', { exact: true }).fill('3620');
  await page.keyboard.press('Enter');
  expect(app.signed).toBe(false);
  await page.getByLabel('Head circumference').fill('35.1');
  await page.getByLabel('Nothing', { exact: true }).check();
  await page.getByLabel('Breast milk only').check();
  await page
    .getByLabel('What you saw of the child')
    .fill('Awake in a Moses basket, looked at her mother’s face.');
  await page.getByText('Draft kept on this laptop 10:31:05').waitFor();
  await look('visit-typed', true);
  await look('visit-bar');
  expect(app.form).toMatchObject({
    start: '09:30',
    end: '10:33',
    weight: '3620',
    present: ['mother', 'father'],
  });
  await page.keyboard.press('Control+Enter');
  await page.getByText('Please check').waitFor();
  await look('visit-check');
  await page.getByLabel('Yes, this is right').check();
  await page.getByRole('button', { name: 'Sign and save' }).click();
  await page.getByText('Saved on this laptop, 2 November 2026, 10:30').waitFor();
  await page.getByText('1 item not yet at the service, oldest 2 minutes ago').waitFor();
  await page.getByText('On this laptop only').first().waitFor();
  await look('visit-signed');
  await page.goBack();
  await page.getByText('This draft is no longer open').waitFor();
  await look('visit-gone');
});

test('a visit that was left is taken up where it was left, however it is opened again', async () => {
  await atTheDesk('/family/bronwen');
  await page.getByRole('button', { name: 'Record a visit' }).click();
  await page.getByLabel('What was agreed').fill('Ring on Friday');
  await page.getByRole('button', { name: 'Finish later' }).click();
  await page.getByRole('link', { name: 'Go on' }).click();
  expect(await page.getByLabel('What was agreed').inputValue()).toBe('Ring on Friday');
  await page.getByLabel('What was agreed').fill('Ring on Friday, weigh on Monday');
  await page.goBack();
  await page.getByRole('button', { name: 'Record a visit' }).click();
  expect(await page.getByLabel('What was agreed').inputValue()).toBe('Ring on Friday, weigh on Monday');
  await page.getByRole('link', { name: 'Caseload' }).click();
  await page.getByRole('link', { name: /^Go on/ }).click();
  expect(await page.getByLabel('What was agreed').inputValue()).toBe('Ring on Friday, weigh on Monday');
  expect(app.form.plan).toBe('Ring on Friday, weigh on Monday');
});

test('a draft that cannot be kept says so, and is not left', async () => {
  app.drafting = true;
  await atTheDesk('/visit/draft-1');
  app.broken = 'disk_full';
  await page.getByLabel('What was agreed').fill('Ring on Friday');
  await page.getByText('The last words are not kept yet').waitFor();
  await page.getByRole('button', { name: 'Finish later' }).click();
  await page.keyboard.press('Control+l');
  await page.getByText('Not locked').waitFor();
  await look('visit-not-kept');
  await page.getByRole('button', { name: 'Stay here' }).click();
  app.broken = null;
  await page.getByText('Draft kept on this laptop').waitFor({ timeout: 5000 });
  await page.getByRole('button', { name: 'Throw the draft away' }).click();
  await look('visit-discard');
  await page.getByRole('button', { name: 'No, keep it' }).click();
  await page.getByRole('button', { name: 'Finish later' }).click();
  await page.getByRole('heading', { name: 'Family', exact: true }).waitFor();
  await page.getByText('is not signed yet').waitFor();
  await look('family-draft');
});

test('locking writes the last words first, and shows nothing of the family', async () => {
  app.drafting = true;
  await atTheDesk('/visit/draft-1');
  await page.getByLabel('What was agreed').fill('Ring on Friday');
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Unlock Doorstep' }).waitFor();
  expect(app.form.plan).toBe('Ring on Friday');
  expect(await page.content()).not.toMatch(/davies/i);
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByLabel('What was agreed').waitFor();
  expect(await page.getByLabel('What was agreed').inputValue()).toBe('Ring on Friday');
});

test('a decision says who wrote what, and is made', async () => {
  await atTheDesk('/decisions');
  await page.getByText('07700 900321').waitFor();
  await look('decisions', true);
  await page.getByRole('button', { name: 'Sign this decision' }).first().click();
  await page.getByText('There is a problem').waitFor();
  await look('decisions-problem');
  await page.getByLabel('Another value').check();
  await look('decisions-another');
  await page.getByLabel('07700 900555').check();
  await page.getByLabel('How do you know').first().fill('Rang her');
  await page.getByRole('button', { name: 'Sign this decision' }).first().click();
  await page.getByText('Saved on this laptop').waitFor();
  await look('decisions-saved', true);
});

test('the sync centre lists what waits and why', async () => {
  app.synced = false;
  await atTheDesk('/sync');
  await page.getByText('Somebody had moved this on meanwhile').waitFor();
  await look('sync', true);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByText('Nothing waits. Everything').waitFor();
  await page.getByText('Received, and no longer on this laptop').waitFor();
  await look('sync-done', true);
  app.tooOld = true;
  app.change('sync');
  await page.getByText('Nothing new comes: update Doorstep').waitFor();
  await page.getByText('What you sign is still sent').waitFor();
  await look('sync-too-old');
});

test('an import is checked, started, and can be undone', async () => {
  await atTheDesk('/import');
  await look('import', true);
  const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByLabel('Caseload file').setInputFiles(file('notes.csv', 'surname,first\n'));
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByText('does not name the columns').waitFor();
  await look('import-refused');
  await page
    .getByLabel('Caseload file')
    .setInputFiles(file('caseload-november.csv', 'family_name,given_names\n'));
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByText('Nothing has been written yet').waitFor();
  await look('import-report', true);
  await page.getByRole('button', { name: /^All lines/ }).click();
  await page.getByText('1 to 100 of 247 lines').waitFor();
  await look('import-report-all');
  await page.getByRole('button', { name: /^Import \d+ children/ }).click();
  await page
    .getByText(/of 244 lines/)
    .last()
    .waitFor();
  await look('import-running');
  await page.getByText('Every line is saved on this laptop').waitFor({ timeout: 15_000 });
  await look('import-done', true);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.getByRole('button', { name: 'Yes, undo it' }).click();
  await page.getByText('1,872 entries marked as entered in error').waitFor();
  await look('import-undone');
});

test('twins are told apart, and an adult’s screen says who they are to the children', async () => {
  await atTheDesk('/family/zofia');
  await page.getByText('Twin 1 of 2').first().waitFor();
  await look('family-twin');
  await page.goto(`${url}/family/sian`);
  await page.getByText('Siân Elen Davies is: mother').first().waitFor();
  await page.getByRole('button', { name: 'Record a visit' }).waitFor();
  await look('family-adult');
});

/** What has the focus, as its label or words say it. */
async function focused(): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement as HTMLInputElement | null;
    return (at?.labels?.[0] ?? at)?.textContent?.trim() ?? '';
  });
}

test('the team, a centre, the directory and one’s own time are drawn as they should be', async () => {
  await atTheDesk('/team');
  await page.getByText('Ends soon, on 5 December 2026').waitFor();
  await look('team', true);
  await page.getByRole('link', { name: 'Harbour Family Hub' }).click();
  await page.getByText('Find a room for Saturdays.').waitFor({ state: 'attached' });
  await look('centre', true);
  await page.getByRole('link', { name: 'Team and centres' }).first().click();
  await page.getByRole('link', { name: 'Directory of local services' }).click();
  await page.getByLabel('Find a service').fill('talking tuesday');
  await page.getByText('1 of 2 services').waitFor();
  await look('directory', true);
  await page.getByRole('link', { name: 'Team and centres' }).first().click();
  await page.getByRole('link', { name: 'My time this week' }).click();
  await page.getByText('1 hour 10 minutes').waitFor();
  await look('my-time', true);
});

/** Presses Tab until something has the focus; what the focus is on is always to be seen. */
async function tabTo(name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focused()).startsWith(name))
      return expect(await hidden(), `${name} lies under something`).toBe(false);
  }
  throw new Error(`no way to ${name} with Tab`);
}

async function hidden(): Promise<boolean> {
  return page.evaluate(() => {
    const at = document.activeElement ?? document.body;
    const { left, top, width, height } = at.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    return !over || !(at.contains(over) || (at as HTMLInputElement).labels?.[0]?.contains(over));
  });
}

test('the keyboard alone is enough for a visit', async () => {
  await open();
  await page.getByLabel('Passphrase', { exact: true }).waitFor();
  await tabTo('Passphrase');
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Caseload' }).waitFor();
  expect(await focused()).toBe('Caseload');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('bronwen');
  await page.getByText('1 person and 0 records').waitFor();
  await tabTo('Davies, Bronwen');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Family', exact: true }).waitFor();
  expect(await focused()).toBe('Family');
  await tabTo('Which review');
  await page.keyboard.type('New');
  await tabTo('Record a visit');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'New birth visit' }).waitFor();
  await tabTo('Started');
  await page.keyboard.type('0930');
  await tabTo('Now Ended');
  await page.keyboard.press('Space');
  await tabTo('Face to face');
  await page.keyboard.press('Space');
  await tabTo('Home');
  await page.keyboard.press('Space');
  await tabTo('It took place');
  await page.keyboard.press('Space');
  await tabTo('Mother');
  await page.keyboard.press('Space');
  await tabTo('Seen awake');
  await page.keyboard.press('ArrowRight');
  await tabTo('Weight');
  await page.keyboard.type('3.62');
  await tabTo('What you saw');
  await page.keyboard.type('Asleep on her back, warm and pink.');
  await tabTo('Siân Elen Davies: her own record');
  await page.keyboard.press('Enter');
  await tabTo('How she is');
  await page.keyboard.type('Well');
  await look('visit-keyboard');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Saved on this laptop').waitFor();
  expect(app.form).toMatchObject({
    review: 'new_birth',
    start: '09:30',
    end: '10:33',
    child_seen: 'asleep',
    present: ['mother'],
    mother_narrative: 'Well',
  });
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Unlock Doorstep' }).waitFor();
});

test('every screen works at 200% zoom, without scrolling sideways', async () => {
  app.drafting = true;
  app.synced = false;
  const half = { width: 683, height: 345 };
  for (const [name, path] of [
    ['caseload', '/'],
    ['family', '/family/bronwen'],
    ['visit', '/visit/draft-1'],
    ['decisions', '/decisions'],
    ['sync', '/sync'],
    ['import', '/import'],
  ] as const) {
    await atTheDesk(path, half);
    await page.waitForTimeout(200);
    await look(`zoom-${name}`);
    expect(desk.troubles).toEqual([]);
    await page.context().close();
  }
  await atTheDesk('/', half);
});
