import { chromium } from 'playwright-core';
import { HOST } from './dashboard';
import type { Lab } from './lab';

/**
 * Exports a video as a creator does: a page in a real browser, a click.
 *
 * @param har file that gets what the browser's developer tools save, with every request and answer
 * @returns what the page says of the answer
 */
export async function exportInBrowser(lab: Lab, har: string): Promise<string> {
  const browser = await chromium.launch({
    executablePath: lab.parts.browser,
    // Otherwise Playwright ends this process on Ctrl-C, and what the lab has started is still ending.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      // The page is the lab's own, and a container gives a sandbox no namespace.
      ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
      `--host-resolver-rules=MAP ${HOST}:80 127.0.0.1:${new URL(lab.edgeUrl).port}`,
    ],
  });
  lab.closers.push(() => browser.close());
  const context = await browser.newContext({ recordHar: { path: har, content: 'embed' } });
  const page = await context.newPage();
  await page.goto(`http://${HOST}/admin/tiktok-creator`);
  await page.getByLabel('User').fill('creator');
  await page.getByLabel('Password').fill(lab.origin.password);
  await page.getByRole('button').click();
  const answer = await page.getByRole('status').filter({ hasText: /\d/ }).textContent();
  // The HAR is written when the context closes.
  await context.close();
  await browser.close();
  return answer ?? '';
}
