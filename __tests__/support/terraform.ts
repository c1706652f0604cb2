import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './terraform-program';

const PROGRAM = findProgram() ?? 'terraform';

/** What real Terraform makes of the configuration's outputs. Needs no provider and no network. */
export function evaluateOutputs(fileName: string, configuration: string): Record<string, unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'waf-exceptions-terraform-'));
  try {
    writeFileSync(join(folder, fileName), configuration);
    execFileSync(PROGRAM, ['apply', '-auto-approve', '-input=false', '-no-color'], {
      cwd: folder,
      stdio: 'pipe',
    });
    const state = JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')) as {
      outputs: Record<string, { value: unknown }>;
    };
    return Object.fromEntries(Object.entries(state.outputs).map(([name, { value }]) => [name, value]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text as `terraform fmt` writes it. */
export function formatHcl(text: string): string {
  return execFileSync(PROGRAM, ['fmt', '-'], { input: text, encoding: 'utf8', stdio: 'pipe' });
}
