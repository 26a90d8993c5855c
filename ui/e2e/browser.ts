import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PICTURES = join(import.meta.dirname, 'screenshots');

/** The laptop's clock in every test. */
export const NOW = new Date('2026-11-02T10:33:00Z');

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
}

function chromiumPath(): string {
  const found = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return found.find((path) => path !== undefined && existsSync(path)) ?? '/usr/bin/chromium';
}

export interface Desk {
  page: Page;
  /** Whatever went wrong in the page: errors, broken rules of its policy, requests to elsewhere. */
  troubles: string[];
}

/** A window of a 1366x768 laptop, less its task bar and the title. */
export async function openDesk(
  browser: Browser,
  url: string,
  size = { width: 1366, height: 690 },
  clock: Date | null = NOW,
): Promise<Desk> {
  const context = await browser.newContext({ viewport: size, timezoneId: 'Europe/London', locale: 'en-GB' });
  // As the real window does; a library that writes to shared prototypes would break there.
  await context.addInitScript('Object.freeze(Object.prototype)');
  const page = await context.newPage();
  if (clock) await page.clock.setFixedTime(clock);
  const { origin } = new URL(url);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`page: ${error.message}`));
  page.on('console', (message) => {
    const refusedCall =
      message.text().startsWith('Failed to load resource') && message.location().url.includes('/call/');
    if (message.type() === 'error' && !refusedCall)
      troubles.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url()))
      troubles.push(`request: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.url().includes('/call/'))
      troubles.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(url);
  return { page, troubles };
}

interface AxeResults {
  violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
}

/** Violations of WCAG 2.2 AA and of axe's good practice: there are none, on any screen. */
export async function violations(page: Page): Promise<string[]> {
  // The page's policy forbids added script tags; evaluating is the debugger's right.
  await page.evaluate(AXE);
  // What lies half under the banner, or under the bar at the foot, is judged as small as it looks.
  await page.evaluate('scrollTo(0, 0)');
  const size = page.viewportSize() ?? { width: 1366, height: 690 };
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  await page.setViewportSize({ ...size, height: Math.max(size.height, height) });
  const results = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  );
  await page.setViewportSize(size);
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`);
}

export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage });
}
