import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DECLARATION_KEY } from '../../coexistence/declaration';
import { isZoneDeclaration } from '../../coexistence/zone-declaration';
import { InputError, readJson, show } from '../../errors';

/** Where a synthesised stack and its saved plan are. */
export interface StackFiles {
  /** The folder that `cdktf` writes to. */
  readonly output: string;
  readonly folder: string;
  readonly configuration: string;
  readonly plan: string;
}

/** The files of a stack, in the folder of `CDKTF_OUTPUT` or else in `cdktf.out`. */
export function stackFiles(stack: string, environment: NodeJS.ProcessEnv): StackFiles {
  const given = environment['CDKTF_OUTPUT'];
  const output = resolve(given === undefined || given === '' ? 'cdktf.out' : given);
  const folder = resolve(output, 'stacks', stack);
  return { output, folder, configuration: resolve(folder, 'cdk.tf.json'), plan: resolve(folder, 'plan') };
}

/**
 * One hash of the saved plan and of the stack that it was made from: another step applies just these files.
 *
 * @throws InputError `workflow/no-plan`
 */
export function sealOf(files: StackFiles): string {
  const hash = createHash('sha256');
  for (const file of [files.plan, files.configuration]) {
    hash.update(createHash('sha256').update(readPlanned(file)).digest());
  }
  return `sha256:${hash.digest('hex')}`;
}

/** The synthesised stack. */
export function readConfiguration(files: StackFiles): unknown {
  const text = readPlanned(files.configuration).toString('utf8');
  try {
    return readJson(text);
  } catch (error) {
    throw new InputError('workflow/no-plan', {
      message: `${show(files.configuration)} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      help: 'run `cdktf synth` again',
    });
  }
}

/** What the `ref` of each exception of the stack begins with. */
export function ownPrefixes(files: StackFiles): readonly string[] {
  const zones = (readConfiguration(files) as { readonly '//'?: Readonly<Record<string, unknown>> })['//']?.[
    DECLARATION_KEY
  ];
  return Array.isArray(zones) ? zones.filter(isZoneDeclaration).flatMap((zone) => zone.ownPrefixes) : [];
}

function readPlanned(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new InputError('workflow/no-plan', {
      message: `there is no file ${show(file)}`,
      help: 'give the name of a stack as `cdktf list` does, and run the steps of the workflow in their order, in one job',
    });
  }
}
