// The whole story on the real vault, the real bridge and the real service, in a browser.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, openBrowser, openDesk, picture, violations } from './browser';
import { BIN, demoCaseload, type Invitation, Laptop, PASSPHRASE, Service } from './programs';

let browser: Browser;
const service = new Service();
const laptops = { amina: new Laptop(), beth: new Laptop() };

beforeAll(async () => {
  if (!BIN) return;
  browser = await openBrowser();
  await service.start();
});

afterAll(async () => {
  if (!BIN) return;
  for (const laptop of Object.values(laptops)) laptop.losePower();
  await service.stop();
  await browser.close();
});

const desks: Desk[] = [];

async function open(laptop: Laptop): Promise<Desk> {
  const desk = await openDesk(browser, await laptop.start(), undefined, null);
  desk.page.setDefaultTimeout(60_000);
  desks.push(desk);
  return desk;
}

async function keepWhatFailed(): Promise<void> {
  for (const [index, { page }] of desks.entries()) {
    if (!page.isClosed()) await picture(page, `story-FAILED-${index}`, true);
  }
}

async function look({ page, troubles }: Desk, name: string): Promise<void> {
  await picture(page, `story-${name}`);
  troubles.push(...(await violations(page)).map((found) => `${name}: ${found}`));
}

async function enrol(page: Page, { address, authority, code }: Invitation): Promise<void> {
  await page.getByLabel('Address of your').fill(address);
  await page.getByLabel('One-time code').fill(code);
  await page.getByLabel('Choose a passphrase').fill(PASSPHRASE);
  await page.getByLabel('Type the passphrase again').fill(PASSPHRASE);
  await page.getByText('My organisation gave me a certificate').click();
  await page.getByLabel('Certificate authority').fill(authority);
  await page.getByRole('button', { name: 'Set up this laptop' }).click();
  await page.getByRole('heading', { name: 'Caseload' }).waitFor();
}

async function importCaseload(desk: Desk): Promise<void> {
  const { page } = desk;
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  await page.getByLabel('Caseload file').setInputFiles(demoCaseload(60));
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByText('Nothing has been written yet').waitFor();
  await page.getByRole('button', { name: /^All lines/ }).click();
  await look(desk, 'import-report');
  await page.getByRole('button', { name: /^Import \d+ child/ }).click();
  await page.getByText('Every line is saved on this laptop').waitFor();
  await look(desk, 'import-done');
}

async function openFirstChild(page: Page, nth = 0): Promise<void> {
  await page.getByRole('link', { name: 'Caseload' }).click();
  await page.locator('.app-table__link').nth(nth).click();
  await page.getByRole('heading', { name: 'Family', exact: true }).waitFor();
}

async function recordVisit(desk: Desk): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: 'Record a visit' }).click();
  await page.getByLabel('Started').fill('00:00');
  await page.getByLabel('Ended').fill('00:05');
  await page.getByLabel('Face to face').check();
  await page.getByLabel('Home', { exact: true }).check();
  await page.getByLabel('It took place').check();
  await page.getByLabel('Seen awake').check();
  await page.getByLabel('What you saw of the child').fill('Bright and warm, reached for the spoon.');
  await page.getByLabel('What was agreed').fill('Ring on Friday');
  await page.getByText('Draft kept on this laptop').waitFor();
  await look(desk, 'visit');
}

async function changePhone(page: Page, to: string): Promise<void> {
  await page
    .getByRole('button', { name: /^Change 07/ })
    .first()
    .click();
  await page.getByLabel('Number or email').fill(to);
  await page.getByLabel('Why does it change').fill('New phone');
  await page.getByRole('button', { name: 'Sign and save' }).click();
  await page.getByText('Saved on this laptop').waitFor();
}

async function sync(page: Page): Promise<void> {
  await page.locator('.app-status').click();
  await page.getByRole('heading', { name: 'Sync', exact: true }).waitFor();
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: 'Sync now' }).click();
        return page.getByText('Nothing waits. Everything').isVisible();
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe(true);
  // What came in with it is folded and on the screen after one more round.
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByRole('button', { name: 'Sync now' }).waitFor();
}

test.skipIf(!BIN)(
  'one visit, from a laptop with no signal to a colleague’s screen',
  async ({ onTestFailed }) => {
    onTestFailed(keepWhatFailed);
    let amina = await open(laptops.amina);
    await enrol(amina.page, service.invitation());
    await importCaseload(amina);
    await sync(amina.page);
    const beth = await open(laptops.beth);
    await enrol(beth.page, service.invitation());
    await sync(beth.page);
    await beth.page.getByRole('link', { name: 'Caseload' }).click();
    await beth.page
      .getByText(/1 to 50 of \d\d children/)
      .first()
      .waitFor();
    await look(beth, 'caseload-by-sync');

    await service.stop();
    await openFirstChild(amina.page);
    const family = new URL(amina.page.url()).pathname;
    await recordVisit(amina);
    laptops.amina.losePower();
    await amina.page.context().close();
    amina = await open(laptops.amina);
    await amina.page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await amina.page.keyboard.press('Enter');
    await amina.page.getByRole('link', { name: /^Go on/ }).click();
    expect(await amina.page.getByLabel('What was agreed').inputValue()).toBe('Ring on Friday');
    await amina.page.getByRole('button', { name: 'Sign and save' }).click();
    await amina.page.getByText('Saved on this laptop').waitFor();
    await amina.page.getByText('1 item not yet at the service').waitFor();
    await look(amina, 'visit-signed');
    await changePhone(amina.page, '07700 900321');

    await beth.page.goto(new URL(family, beth.page.url()).href);
    await beth.page.getByRole('heading', { name: 'Family', exact: true }).waitFor();
    await changePhone(beth.page, '07700 900555');
    await service.start();
    await sync(amina.page);
    await sync(beth.page);
    await sync(amina.page);

    await beth.page.goto(new URL(family, beth.page.url()).href);
    await beth.page.getByText('Bright and warm, reached for the spoon.').waitFor();
    const card = beth.page.getByRole('article').filter({ hasText: 'Bright and warm' });
    expect(await card.textContent(), 'one visit is one card').toMatch(
      /Home visit.*Seen awake.*Ring on Friday/s,
    );
    await look(beth, 'visit-seen-by-beth');
    for (const desk of [amina, beth]) {
      await desk.page.getByRole('link', { name: /^Needs your decision/ }).click();
      await desk.page.getByLabel('07700 900321').waitFor();
      await desk.page.getByLabel('07700 900555').waitFor();
    }
    await look(beth, 'decision');
    await beth.page.getByLabel('07700 900555').check();
    await beth.page.getByLabel('How do you know').fill('Rang her, she answered');
    await beth.page.getByRole('button', { name: 'Sign this decision' }).click();
    await beth.page.getByText('Saved on this laptop').waitFor();
    await sync(beth.page);
    await sync(amina.page);
    await amina.page.getByRole('link', { name: /^Needs your decision/ }).click();
    await amina.page.getByText('Nothing waits for a decision').waitFor();
    await look(amina, 'decided');
    expect([...amina.troubles, ...beth.troubles]).toEqual([]);
  },
  300_000,
);
