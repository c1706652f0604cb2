import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A field as Cloudflare's reference has it; empty is what every plan, or every phase, has. */
export type ReferenceField = readonly [name: string, type: string, plan: string, phases: string];

/** Every field of the reference, written down apart from the table that is tested against it. */
export const REFERENCE: readonly ReferenceField[] = readFileSync(
  join(__dirname, 'reference-fields.tsv'),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [name = '', type = '', plan = '', phases = ''] = line.split('\t');
    return [name, type, plan, phases];
  });
