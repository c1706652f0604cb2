import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { statusCommand } from '../../lib/cli/commands/status';
import { statusHtml } from '../../lib/status';
import { describeWithChromium, startChromium } from '../support/chromium';
import { run } from '../cli/stack-folder';
import { hostileReport, largeReport } from './reports';
import { startZone, TOKEN } from './live-zone';

const HTML_LIMIT = 150_000;

async function livePage(): Promise<string> {
  await startZone();
  const { stdout } = await run(statusCommand(), '--live', 'example.com', '--format', 'html');
  return stdout;
}

test('the page is whole, small, and has no token', async () => {
  const html = await livePage();
  expect(html).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/);
  expect(html).not.toContain(TOKEN);
  expect(Buffer.byteLength(html)).toBeLessThan(40_000);
});

test.each([0, 100, 1000, 5000])('a zone of %d rules makes no page that is too long', (count) => {
  const html = statusHtml(largeReport(count));
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(HTML_LIMIT);
  // The tiles count all of them.
  expect(html).toContain(`<b>${count}</b>Remove?`);
});

test('what is left out is told', () => {
  expect(statusHtml(largeReport(1000))).toMatch(/\d+ more rules: the page has reached its maximum length/);
});

describeWithChromium('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  interface Look {
    readonly width?: number;
    readonly colorScheme?: 'light' | 'dark';
    readonly javaScriptEnabled?: boolean;
  }

  /** A page, and what it asked the network for. */
  async function open(
    html: string,
    { width = 1280, colorScheme = 'light', javaScriptEnabled = true }: Look = {},
  ) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      javaScriptEnabled,
      // The checks are scripts, which the page's own policy forbids.
      bypassCSP: javaScriptEnabled,
    });
    const page = await context.newPage();
    const asked: string[] = [];
    const shown: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('dialog', (dialog) => {
      shown.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('console', (message) => shown.push(message.text()));
    await page.setContent(html, { waitUntil: 'load' });
    return { page, asked, shown };
  }

  async function violations(page: Page): Promise<readonly string[]> {
    await page.addScriptTag({ content: readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8') });
    const results = await page.evaluate(
      async (options: RunOptions) =>
        (
          globalThis as unknown as {
            axe: { run(context: unknown, options: RunOptions): Promise<AxeResults> };
          }
        ).axe.run((globalThis as unknown as { document: unknown }).document, options),
      { resultTypes: ['violations', 'incomplete'] } satisfies RunOptions,
    );
    return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  test.each<[colorScheme: 'light' | 'dark', width: number]>([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ])('axe finds nothing, %s, %d pixels wide', async (colorScheme, width) => {
    const { page } = await open(await livePage(), { colorScheme, width });
    // What is folded away is looked at, too.
    await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('axe finds what is wrong with a page', async () => {
    const { page } = await open((await livePage()).replace('<html lang="en">', '<html>'));
    expect(await violations(page)).toEqual(['html-has-lang: <html>']);
    await page.context().close();
  });

  test.each([320, 390, 760, 1280])('nothing is cut off at %d pixels', async (width) => {
    const { page } = await open(statusHtml(hostileReport()), { width });
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(width);
    await page.context().close();
  });

  test('it looks the same without scripts, and asks for nothing', async () => {
    const html = await livePage();
    const withScripts = await open(html);
    const without = await open(html, { javaScriptEnabled: false });
    const sizes = await Promise.all(
      [withScripts, without].map(({ page }) => page.screenshot({ fullPage: true })),
    );
    expect(sizes[0]?.equals(sizes[1] ?? Buffer.alloc(0))).toBe(true);
    expect([...withScripts.asked, ...without.asked]).toEqual([]);
    await withScripts.page.context().close();
    await without.page.context().close();
  });

  test('light and dark differ, and paper is light with all of it unfolded', async () => {
    const html = await livePage();
    const background = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const { page } = await open(html, { colorScheme: 'dark' });
    expect(await background(page)).toBe('rgb(17, 21, 27)');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await background(page)).toBe('rgb(244, 245, 247)');
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    expect(await background(page)).toBe('rgb(255, 255, 255)');
    expect(await page.locator('dd').first().isVisible()).toBe(true);
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
    await page.context().close();
  });

  test('what is due can be read in the order of what to do', async () => {
    const { page } = await open(await livePage());
    expect(await page.locator('h3').allInnerTexts()).toEqual([
      expect.stringMatching(/^Remove\s+3 rules/),
      expect.stringMatching(/^Remove\?\s+1 rule:/),
      expect.stringMatching(/^Look at\s+3 rules/),
      expect.stringMatching(/^Nothing due\s+3 rules/),
    ]);
    expect(await page.locator('#ask ~ article.ask h4').allInnerTexts()).toEqual(['shop/upload']);
    expect(await page.locator('article', { hasText: 'dashboard/export' }).locator('svg .bar').count()).toBe(
      11,
    );
    expect(
      await page
        .locator('article', { hasText: 'dashboard/export' })
        .locator('svg')
        .getAttribute('aria-label'),
    ).toBe(
      'age 100 days, ends 2027-03-31, 21 matches on 11 days, last match 2026-05-31, last block 2026-05-29',
    );
    await page.context().close();
  });

  test('texts of the zone stay texts', async () => {
    const { page, asked, shown } = await open(statusHtml(hostileReport()));
    expect(await page.locator('script, img, iframe, object, form, link, base, style').count()).toBe(1);
    const found = await page.evaluate<readonly string[]>(
      `[...document.querySelectorAll('main *')].flatMap((one) => one.getAttributeNames()
        .filter((name) => name.startsWith('on') || (name === 'href' && !one.getAttribute(name).startsWith('#'))))`,
    );
    expect(found).toEqual([]);
    expect({ asked, shown }).toEqual({ asked: [], shown: [] });
    // Neither is a text turned around.
    expect(await page.content()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    await page.context().close();
  });
});
