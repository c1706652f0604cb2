import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/*
 * The tests of every lint rule, as one test file: Jest loads the linter anew for each file, which takes longer than the tests
 * of a rule. Those of one rule run alone by its name: `npx jest __tests__/lint/rules -t 'missing-host'`.
 */

const FOLDER = join(__dirname, 'rules');

for (const file of readdirSync(FOLDER)) {
  describe(file.replace(/\.ts$/, ''), () => {
    jest.requireActual(join(FOLDER, file));
  });
}
