import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ZoneDeclaration } from '../../coexistence';
// By file: the index loads what makes the Terraform of a stack.
import { DECLARATION_KEY } from '../../coexistence/declaration';
import { InputError, show, suggestion } from '../../errors';
import { readJsonFile } from './json-file';
import { isZoneDeclaration } from '../../coexistence/zone-declaration';

/** Where the stacks are. */
export interface StackPlace {
  /** Folder that `cdktf synth` writes to, as the user gave it. @default - CDKTF_OUTPUT, `output` of cdktf.json, `cdktf.out` */
  readonly output?: string;
  /** Folder of `cdktf.json`. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What `cdktf synth` writes for each stack. */
export const STACK_FILE = 'cdk.tf.json';

const MALFORMED_STACK = { code: 'stack/malformed', help: 'run `cdktf synth` again' };

/**
 * The zones that a synthesised stack takes part in. Empty if it only lets go of zones.
 *
 * @throws InputError `stack/no-zone-waf`, `stack/malformed`, and as {@link readConfiguration}
 */
export function readStack(stack: string, place: StackPlace): readonly ZoneDeclaration[] {
  const { file, content } = readConfiguration(stack, place);
  return zonesOf(stack, file, content);
}

/**
 * A synthesised stack, as Terraform reads it, and its file as messages name it.
 *
 * @throws InputError `stack/not-synthesised`, `stack/unknown`, `stack/malformed`, `cdktf-json/malformed`
 */
export function readConfiguration(
  stack: string,
  place: StackPlace,
): { readonly file: string; readonly content: unknown } {
  const output = outputFolder(place);
  const folder = resolve(place.directory, output, 'stacks');
  const known = knownStacks(folder);
  if (known.length === 0) {
    throw new InputError('stack/not-synthesised', {
      message: `there is no synthesised stack in ${show(join(output, 'stacks'))}`,
      help: 'run `cdktf synth` first; if it writes elsewhere, name that folder with --output',
    });
  }
  // A name from the listing: what the user wrote never becomes a path.
  if (!known.includes(stack)) {
    throw new InputError('stack/unknown', {
      message: `there is no stack with this name in ${show(join(output, 'stacks'))}, got: ${show(stack)}`,
      help: `${otherStacks(stack, known)}; a new stack needs \`cdktf synth\` first`,
    });
  }
  const file = join(output, 'stacks', stack, STACK_FILE);
  return { file, content: readJsonFile(join(folder, stack, STACK_FILE), MALFORMED_STACK, file) };
}

/** Folder that `cdktf synth` writes to. */
export function outputFolder({ output, directory, environment }: StackPlace): string {
  const given = output ?? environment['CDKTF_OUTPUT'] ?? '';
  if (given !== '') return given;
  const file = join(directory, 'cdktf.json');
  const config = existsSync(file)
    ? readJsonFile(file, { code: 'cdktf-json/malformed', help: 'correct the file' }, 'cdktf.json')
    : {};
  const configured = memberOf(config, 'output');
  return typeof configured === 'string' && configured !== '' ? configured : 'cdktf.out';
}

function knownStacks(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, STACK_FILE)))
    .sort();
}

function otherStacks(stack: string, known: readonly string[]): string {
  const near = suggestion(stack, known);
  return near === undefined ? `use one of: ${known.join(', ')}` : `${near} Known: ${known.join(', ')}`;
}

function zonesOf(stack: string, file: string, content: unknown): readonly ZoneDeclaration[] {
  const declared = memberOf(memberOf(content, '//'), DECLARATION_KEY);
  if (declared === undefined) {
    if (letsGo(content)) return [];
    throw new InputError('stack/no-zone-waf', {
      message: `the stack ${show(stack)} has no ZoneWaf`,
      help: 'name a stack with a ZoneWaf, or add one and run `cdktf synth`',
    });
  }
  if (Array.isArray(declared) && declared.every(isZoneDeclaration)) return declared;
  throw malformed(file, `${show(DECLARATION_KEY)} in it is not what this version writes`);
}

/** A ZoneWaf with `release: true` declares nothing: it makes Terraform forget the entry points. */
function letsGo(content: unknown): boolean {
  const removed = memberOf(content, 'removed');
  return (
    Array.isArray(removed) &&
    removed.some((block) => String(memberOf(block, 'from')).startsWith('cloudflare_ruleset.'))
  );
}

function malformed(file: string, reason: string): InputError {
  return new InputError(MALFORMED_STACK.code, {
    message: `${show(file)} cannot be read: ${reason}`,
    help: MALFORMED_STACK.help,
  });
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
