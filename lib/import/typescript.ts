import { MANAGED_PHASE } from '../cloudflare';
import { commentText, unicodePattern } from '../errors';
import { type Draft, exceptionCode, freeId, importLine, TODO } from '../exception-code';
import type { SampleRequest } from '../rules-language/context/sample-request';
import type { Rule } from '../rulesets';
import type { ImportedExceptions, ImportedRule, Version } from './import-rule';
import type { Loss } from './narrow';

/** Skip rules of one zone that no code declares. */
export interface ImportedZone {
  readonly name: string;
  readonly rules: readonly { readonly phase: string; readonly imported: ImportedRule }[];
}

/** The rules of the zones as a TypeScript module with a function for each zone. */
export function toTypeScript(zones: readonly ImportedZone[], packageName = 'waf-exceptions'): string {
  const code = zones.map(zoneFunction).join('\n\n');
  return `${importLine(code, packageName)}\n\n${code}\n`;
}

/** The name of the function of a zone, by its place among the zones. */
export function functionName(index: number): string {
  return `importedExceptions${index === 0 ? '' : String(index + 1)}`;
}

function zoneFunction(zone: ImportedZone, index: number): string {
  const { name, rules } = zone;
  const ids = idsOf(zone);
  const blocks = rules.flatMap(({ phase, imported }) =>
    'reason' in imported
      ? [notImported(imported.rule, phase, imported.reason)]
      : exceptions(imported, phase, name, ids.get(imported) ?? []),
  );
  return [
    `/** Skip rules of ${name === '' ? 'a zone' : commentText(name).replaceAll('*/', '* /')} that no code declared. */`,
    `export function ${functionName(index)}(waf: ZoneWaf): void {`,
    blocks.length === 0 ? '  // There are none.' : blocks.join('\n\n'),
    '}',
  ].join('\n');
}

/** What a rule is called, as text of one line. */
export function titleOf({ ref, id, description }: Rule, phase: string): string {
  const words =
    description === undefined || description === '' ? '' : ` "${commentText(description.slice(0, 120))}"`;
  return `rule${words} (ref ${commentText(ref ?? id ?? 'none')}) of ${commentText(phase)}`;
}

function notImported(rule: Rule, phase: string, reason: string): string {
  return `  // Not imported: ${titleOf(rule, phase)}: ${commentText(reason)}.`;
}

function exceptions(
  imported: ImportedExceptions,
  phase: string,
  zoneName: string,
  ids: readonly string[],
): readonly string[] {
  const { rule, relation } = imported;
  const says = { same: 'Says the same as', narrower: 'Narrower than', open: 'Says no more than' }[
    relation.kind
  ];
  return imported.exceptions.map(({ narrower, ...version }, index) => {
    const id = ids[index] ?? '';
    const alternative =
      imported.exceptions.length === 1 ? '' : `, alternative ${index + 1} of ${imported.exceptions.length}`;
    return [
      ...comment([
        `${says} the ${titleOf(rule, phase)}${alternative}.`,
        ...(version.draft.open.length > 0
          ? ['An exception names its hosts, methods and paths: write what begins with TODO.']
          : []),
        ...(relation.kind === 'narrower' && index === 0 ? lostLines(relation.without) : []),
        ...advice(version),
      ]),
      ...exceptionLines(id, version, imported, zoneName),
      ...(narrower === undefined
        ? []
        : [
            '',
            ...comment([
              'Narrower, to put in its place. These requests are inspected again:',
              ...narrower.losses.map(lossLine),
            ]),
            ...comment(
              exceptionLines(id, narrower, imported, zoneName).map((line) => line.slice(INDENT.length)),
            ),
          ]),
    ].join('\n');
  });
}

const INDENT = '  ';

function comment(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `${INDENT}// ${line}`);
}

function lostLines(without: SampleRequest | undefined): readonly string[] {
  if (without === undefined) return ['Some of its requests are inspected again.'];
  return [`This request is inspected again: ${requestText(without)}`];
}

function lossLine({ says, without }: Loss): string {
  return `- ${commentText(says)}${without === undefined ? '' : `, such as ${requestText(without)}`}`;
}

function requestText({ method, url }: SampleRequest): string {
  return commentText(`${method} ${url}`);
}

/** How the exception could be narrower, by someone who knows more than the rule says. */
function advice({ draft: { paths }, skip, stoppers }: Version): readonly string[] {
  const skipsAll = skip.parameters.phases?.includes(MANAGED_PHASE) === true;
  return [
    ...stoppers.map(({ id, message }) => `To fix or accept: ${commentText(message)} [${id}].`),
    ...(paths.some(({ form, text }) => form === 'contains' && !text.startsWith('/'))
      ? ['Could be narrower: the paths themselves, or a Path.pattern.']
      : []),
    ...(skipsAll
      ? [
          'Could be narrower: Skip.managedRules(...) with the rules that fired; the Security Events name them.',
        ]
      : []),
  ];
}

function exceptionLines(
  id: string,
  version: Version,
  { rule, replaces }: ImportedExceptions,
  zoneName: string,
): readonly string[] {
  return exceptionCode({
    id,
    ...version,
    reason: reasonOf(rule),
    owner: `${TODO}who answers for it`,
    ticket: `${TODO}where it was decided, or leave it out`,
    isEnabled: rule.enabled,
    logMatches: rule.logging,
    replaces,
    zoneName: zoneName.includes('.') ? zoneName : undefined,
  }).map((line) => `${INDENT}${line}`);
}

const unprintable = unicodePattern(String.raw`[\p{C}\p{Zl}\p{Zp}]`);

/** The rule's description, if it says enough and is one line. */
function reasonOf({ description = '' }: Rule): string {
  const text = description.trim();
  const says = text.length >= 10 && text.length <= 400 && !unprintable().test(text);
  return says && !text.startsWith(TODO.trim())
    ? text
    : `${TODO}what is blocked, and why the requests are harmless`;
}

/** The ids of the exceptions of each rule. */
export function idsOf({ rules }: ImportedZone): ReadonlyMap<ImportedRule, readonly string[]> {
  const taken = new Set<string>();
  return new Map(
    rules.flatMap(({ imported }) =>
      'reason' in imported
        ? []
        : [[imported, imported.exceptions.map(({ draft }) => idFor(imported.rule, draft, taken))] as const],
    ),
  );
}

function idFor({ description = '', ref = '' }: Rule, { paths }: Draft, taken: Set<string>): string {
  return freeId([description, paths[0]?.text ?? '', ref], 'imported', taken);
}
