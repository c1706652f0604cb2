import { readFileSync } from 'node:fs';
import { applyEdits, modify } from 'jsonc-parser';
import { InputError, show } from '../../errors';
import { lintDocument, type LintedList, type LintOptions } from '../../lint';
import { applyFixes } from '../../lint/fix';
import { rewriteFiles } from './rewrite-file';

/** One fix can make another possible; more rounds than this no expression needs. */
const MAX_ROUNDS = 10;

/** The expression after every fix that lint is sure of. */
export function fixedExpression(expression: string, options: LintOptions): string {
  let text = expression;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const findings = lintDocument({ expression: text }, options).flatMap((list) => list.findings);
    const fixed = applyFixes(text, findings);
    if (fixed === text) break;
    text = fixed;
  }
  return text;
}

/**
 * Rewrites the expressions of a file of the API; everything else in it stays as it is, to the byte.
 *
 * @returns How many expressions changed.
 * @throws InputError `lint/fix` for a file that something else generates; `file/write`
 */
export function fixFile(file: string, content: unknown, options: LintOptions): number {
  refuseGenerated(file, content);
  const before = readFileSync(file, 'utf8');
  if (before.includes('\0')) throw inUtf16(file);
  const mark = before.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  let text = before.slice(mark.length);
  const changed = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const fixes = lintDocument({ file, content: JSON.parse(text) as unknown }, options).flatMap(fixesOf);
    if (fixes.length === 0) break;
    for (const { path, expression } of fixes) {
      const place = [...segmentsOf(path), 'expression'];
      changed.add(path);
      text = applyEdits(text, modify(text, place, expression, {}));
      if (valueAt(JSON.parse(text), place) !== expression) throw twice(file, path);
    }
  }
  if (changed.size > 0) rewriteFiles([{ path: file, before, after: mark + text }]);
  return changed.size;
}

/** Some editors begin UTF-8 with it. */
const BYTE_ORDER_MARK = '\ufeff';

function inUtf16(file: string): InputError {
  return new InputError('lint/fix', {
    message: `\`--fix\` does not rewrite ${show(file)}: it is in UTF-16`,
    help: 'save it as UTF-8 first',
  });
}

function fixesOf({ list, findings }: LintedList): { readonly path: string; readonly expression: string }[] {
  return list.rules.flatMap(({ path, expression }, position) => {
    const fixed = applyFixes(
      expression,
      findings.filter(({ rule }) => rule === position),
    );
    return path === undefined || fixed === expression ? [] : [{ path, expression: fixed }];
  });
}

/** Of `result.rules[2]`. Files of the API have no other keys on the way to a rule. */
function segmentsOf(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key = '']) =>
    index === undefined ? key : Number(index),
  );
}

/** The value that a reader takes: of two keys with one name, the last. */
function valueAt(content: unknown, place: readonly (string | number)[]): unknown {
  return place.reduce<unknown>(
    (value, key) => (value as Readonly<Record<string | number, unknown>> | undefined)?.[key],
    content,
  );
}

/** An editor takes the first of two keys, a reader the last. */
function twice(file: string, path: string): InputError {
  return new InputError('lint/fix', {
    message: `\`--fix\` does not rewrite ${show(file)}: a key on the way to ${show(path)} is in it twice`,
    help: 'remove one of the two',
  });
}

/** Keys of stacks, plans and states: what is changed there is lost with the next run of what writes them. */
const GENERATED = ['//', 'resource', 'planned_values', 'values', 'format_version', 'resources', 'deployment'];

function refuseGenerated(file: string, content: unknown): void {
  const isObject = typeof content === 'object' && content !== null;
  if (file !== '-' && !(isObject && GENERATED.some((key) => Object.hasOwn(content, key)))) return;
  throw new InputError('lint/fix', {
    message:
      file === '-'
        ? '`--fix` rewrites files, and standard input is not a file'
        : `\`--fix\` does not rewrite ${show(file)}: it is generated`,
    help: 'correct the code that it is made from; `--fix --expression <text>` prints the corrected expression',
  });
}
