import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox';
import { stackZones } from '../../sandbox/stack-zones';
import { findTerraform } from '../../sandbox/terraform-binary';
import { readConfiguration, stackFiles } from './stack-files';
import type { StepContext } from '../step';

/** Runs an action in a sandbox of its own that has the zones of the stack; the stack must have been synthesised. */
export async function withSandbox<T>(
  context: StepContext,
  action: (sandboxed: StepContext) => Promise<T>,
): Promise<T> {
  const temporary = mkdtempSync(join(tmpdir(), 'waf-workflow-'));
  try {
    const zoneFile = join(temporary, 'zones.json');
    const stack = readConfiguration(stackFiles(context.stack, context.environment));
    writeFileSync(zoneFile, JSON.stringify(stackZones(stack)));
    const terraform = await findTerraform(context.environment);
    const sandbox = await startSandbox({
      directory: join(temporary, 'sandbox'),
      zoneFile,
      terraform,
      environment: context.environment,
      readOnly: true,
    });
    try {
      return await action({ ...context, environment: sandbox.environment });
    } finally {
      await sandbox.close();
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
