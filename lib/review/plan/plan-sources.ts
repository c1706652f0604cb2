import { InputError, show } from '../../errors';
import { isZip, zipEntries } from './zip-entries';

/** The configuration that a plan was made from: the text of each file, by its name in the plan file. */
export type PlanSources = ReadonlyMap<string, string>;

/** Where a plan file keeps its copy of the configuration, modules included. */
const FOLDER = 'tfconfig/';

/**
 * The configuration inside a saved plan file. Terraform applies the plan with this copy, whatever the folder holds by
 * then, and it has what `terraform show -json` leaves out: conditions, locals, connections, imports.
 *
 * @param name What messages call the file.
 * @returns `undefined` for a file that holds no copy, such as the bookmark of a plan that a remote backend keeps
 * @throws InputError `review/plan-file`
 */
export function readPlanSources(name: string, bytes: Buffer): PlanSources | undefined {
  if (!isZip(bytes)) return undefined;
  try {
    const files = zipEntries(bytes, (file) => file.startsWith(FOLDER));
    return new Map(
      [...files].map(([file, content]) => [file.slice(FOLDER.length), content.toString('utf8')]),
    );
  } catch (error) {
    throw new InputError('review/plan-file', {
      message: `the configuration in ${show(name)} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      help: 'plan again',
    });
  }
}
