import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROP_FINDINGS } from '../../lib/exceptions';

const page = readFileSync(join(__dirname, '../../docs/exceptions.md'), 'utf8');

test('the documentation has a row for each finding about props, with its severity, and for no other', () => {
  const section = page.slice(page.indexOf('## Findings'), page.indexOf('## IP lists'));
  const rows = [...section.matchAll(/^\| `([a-z-]+)`\s*\| (error|warning)/gm)].map(([, id, severity]) => [
    id,
    severity,
  ]);
  expect(Object.fromEntries(rows)).toEqual(PROP_FINDINGS);
});
