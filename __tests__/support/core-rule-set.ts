import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The Python of the incident lab has the engine. */
const OF_THE_LAB = resolve(__dirname, '../../examples/incident-lab/.venv/bin/python');
if (process.env['WAF_PYTHON'] === undefined && existsSync(OF_THE_LAB)) process.env['WAF_PYTHON'] = OF_THE_LAB;

const hasRules = existsSync(process.env['WAF_CRS_RULES'] ?? '/usr/share/modsecurity-crs/rules');
const hasEngine =
  spawnSync(process.env['WAF_PYTHON'] ?? 'python3', ['-c', 'import libmodsecurity']).status === 0;

/** `describe` where the engine and its rules are, or where a machine without them is to fail: with CI set. */
export const describeWithCoreRuleSet: jest.Describe =
  (hasRules && hasEngine) || process.env['CI'] !== undefined ? describe : skipAloud();

function skipAloud(): jest.Describe {
  process.stderr.write('skipped: tests that need modsecurity-crs, and a WAF_PYTHON with libmodsecurity\n');
  return describe.skip;
}
