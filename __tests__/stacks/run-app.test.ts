import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { type App, TerraformStack } from 'cdktf';
import { runApp } from '../../stacks/run-app';
import { exceptionIn, wafIn } from '../support/waf';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'waf-exceptions-'));
  process.env['CDKTF_OUTDIR'] = outdir;
});
afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
  delete process.env['CDKTF_OUTDIR'];
  process.exitCode = 0;
});

function linesOf(declare: (app: App) => void): readonly string[] {
  const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    runApp(declare);
    return print.mock.calls.map(([line]) => String(line));
  } finally {
    print.mockRestore();
  }
}

test('a value that cannot be used: what, where, and the cure, in this order', () => {
  const [first, ...rest] = linesOf((app) =>
    exceptionIn(wafIn(new TerraformStack(app, 's')), 'a', { expires: 'soon' }),
  );
  expect(first).toBe(
    'error: s/waf/a: `expires` must be a day written as YYYY-MM-DD, got: `soon` [expires/date]\n  help: write the last day (UTC) on which the exception is needed, such as `2027-03-31`',
  );
  expect(rest).toEqual([expect.stringMatching(/^ {2}at: __tests__\/support\/waf\.ts:\d+$/)]);
  expect(process.exitCode).toBe(1);
});

test('an exception that ended: without advice to switch the check off', () => {
  const lines = linesOf((app) =>
    exceptionIn(wafIn(new TerraformStack(app, 's')), 'a', { expires: '2020-01-31' }),
  );
  expect(lines).toEqual([
    'error: [s/waf/a] the exception ended after 2020-01-31 (UTC) [expires/past]. Remove it, or move `expires` if it is still needed',
  ]);
  expect(process.exitCode).toBe(1);
});

test('a token in code: likewise, and without the token', () => {
  const lines = linesOf((app) => {
    const stack = new TerraformStack(app, 's');
    new CloudflareProvider(stack, 'cloudflare', { apiToken: 'a-secret-value' });
    wafIn(stack);
  });
  expect(lines).toEqual([
    'error: [s/waf] s/cloudflare: `apiToken` is set in code [provider/in-code]. Remove it and set CLOUDFLARE_API_TOKEN: credentials only ever come from the environment',
  ]);
});

test('a defect keeps its stack trace', () => {
  expect(() => {
    runApp(() => {
      throw new TypeError('ours');
    });
  }).toThrow('ours');
});
