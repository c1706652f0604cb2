import { MANAGED_PHASE } from '../cloudflare';
import { commentText, sourceText } from '../errors';
import type { Skip } from '../exceptions';
import { ManagedRule, ManagedRuleset } from '../managed-rules';
import type { SampleRequest } from '../rules-language/context/sample-request';
import type { Rule } from '../rulesets';
import { type Draft, isOutside } from './draft';
import type { ImportedExceptions, ImportedRule, Version } from './import-rule';
import type { Loss } from './narrow';

/** Skip rules of one zone that no code declares. */
export interface ImportedZone {
  readonly name: string;
  readonly rules: readonly { readonly phase: string; readonly imported: ImportedRule }[];
}

/** What must still be written: the construct refuses a text that begins like this. */
const TODO = 'TODO: ';

/** The rules of the zones as a TypeScript module with a function for each zone. */
export function toTypeScript(zones: readonly ImportedZone[], packageName = 'waf-exceptions'): string {
  const code = zones.map(zoneFunction).join('\n\n');
  // What only a comment names is imported as well: the narrower version compiles once it is uncommented.
  const names = ['Host', 'IpList', 'ManagedRule', 'ManagedRuleset', 'Path', 'Skip', 'WafException'].filter(
    (name) => code.includes(`${name}${name === 'WafException' ? '(' : '.'}`),
  );
  return `import { ${[...names, 'type ZoneWaf'].join(', ')} } from ${sourceText(packageName)};\n\n${code}\n`;
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
    blocks.length === 0 ? '  // There is none.' : blocks.join('\n\n'),
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
      ...exceptionCode(id, version, imported, zoneName),
      ...(narrower === undefined
        ? []
        : [
            '',
            ...comment([
              'Narrower, to put in its place. These requests are inspected again:',
              ...narrower.losses.map(lossLine),
            ]),
            ...comment(
              exceptionCode(id, narrower, imported, zoneName).map((line) => line.slice(INDENT.length)),
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

/** How the exception could be narrower, by somebody who knows more than the rule tells. */
function advice({ draft: { paths }, skip, stoppers }: Version): readonly string[] {
  const skipsAll = skip.parameters.phases?.includes(MANAGED_PHASE) === true;
  return [
    ...stoppers.map(({ id, message }) => `To cure, or to accept: ${commentText(message)} [${id}].`),
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

function exceptionCode(
  id: string,
  { draft, skip, stoppers }: Version,
  { rule, replaces }: ImportedExceptions,
  zoneName: string,
): readonly string[] {
  return [
    `  new WafException(waf, ${sourceText(id)}, {`,
    '    request: {',
    ...requestLines(draft, zoneName).map((line) => `      ${line}`),
    '    },',
    `    skip: ${skipCode(skip)},`,
    `    reason: ${sourceText(reasonOf(rule))},`,
    `    owner: ${sourceText(`${TODO}who answers for it`)},`,
    `    ticket: ${sourceText(`${TODO}where it was decided, or leave it out`)},`,
    ...(draft.starts === undefined ? [] : [`    starts: ${sourceText(draft.starts)},`]),
    `    expires: ${sourceText(draft.expires ?? `${TODO}the last day on which it is needed`)},`,
    ...(rule.enabled === false ? ['    enabled: false,'] : []),
    ...(rule.logging === false ? ['    logMatches: false,'] : []),
    '    replaces: {',
    `      rule: ${sourceText(replaces.rule)},`,
    `      sha256: ${sourceText(replaces.sha256)},`,
    '    },',
    ...acceptLines(stoppers).map((line) => `    ${line}`),
    '  });',
  ];
}

function acceptLines(stoppers: Version['stoppers']): readonly string[] {
  if (stoppers.length === 0) return [];
  const accepts = stoppers.flatMap(({ id }) => [
    '  {',
    `    finding: ${sourceText(id)},`,
    `    reason: ${sourceText(`${TODO}why this is right here`)},`,
    '  },',
  ]);
  return ['accept: [', ...accepts, '],'];
}

function requestLines(draft: Draft, zoneName: string): readonly string[] {
  const { hosts, methods, paths, query, isEncrypted, from, where } = draft;
  const isDomain = zoneName.includes('.');
  return [
    `host: ${oneOrMore(
      hosts.map((host) =>
        isOutside(host, isDomain ? zoneName : undefined)
          ? `Host.customHostname(${sourceText(host)})`
          : sourceText(host),
      ),
      'the hosts that need it',
    )},`,
    `method: ${oneOrMore(methods.map(sourceText), 'the methods that need it')},`,
    `path: ${oneOrMore(paths.map(pathCode), 'the paths that need it')},`,
    ...(query.length === 0
      ? []
      : [
          `query: { ${query
            .map(({ name, values }) => `${sourceText(name)}: ${oneOrMore(values.map(sourceText), '')}`)
            .join(', ')} },`,
        ]),
    ...(isEncrypted ? [] : ["scheme: 'any',"]),
    ...(from === undefined
      ? []
      : [
          'listName' in from
            ? `from: IpList.fromName(${sourceText(from.listName)}),`
            : `from: [${from.map(sourceText).join(', ')}],`,
        ]),
    ...(where.length === 0 ? [] : [`where: ${oneOrMore(where.map(sourceText), '')},`]),
  ];
}

function oneOrMore(codes: readonly string[], open: string): string {
  const [first] = codes;
  if (first === undefined) return sourceText(`${TODO}${open}`);
  return codes.length === 1 ? first : `[${codes.join(', ')}]`;
}

function pathCode({ form, text }: Draft['paths'][number]): string {
  return form === 'exact' ? sourceText(text) : `Path.${form}(${sourceText(text)})`;
}

function skipCode({ parameters }: Skip): string {
  const { phases = [], products = [], rulesets, rules } = parameters;
  if (rules !== undefined) {
    const codes = Object.entries(rules).flatMap(([ruleset, ids]) => ids.map((id) => ruleCode(ruleset, id)));
    return `Skip.managedRules(${codes.join(', ')})`;
  }
  if (rulesets !== undefined) return `Skip.managedRulesets(${rulesets.map(rulesetCode).join(', ')})`;
  const features = [...phases.filter((phase) => phase !== MANAGED_PHASE), ...products];
  const codes = features.map(sourceText).join(', ');
  if (!phases.includes(MANAGED_PHASE)) return `Skip.features(${codes})`;
  return features.length === 0 ? 'Skip.allManagedRules()' : `Skip.allManagedRules({ alsoSkip: [${codes}] })`;
}

function ruleCode(ruleset: string, id: string): string {
  const name = nameOf(ManagedRule, id);
  return name === undefined
    ? `ManagedRule.fromId(${rulesetCode(ruleset)}, ${sourceText(id)})`
    : `ManagedRule.${name}`;
}

function rulesetCode(id: string): string {
  const name = nameOf(ManagedRuleset, id);
  return name === undefined ? `ManagedRuleset.fromId(${sourceText(id)})` : `ManagedRuleset.${name}`;
}

/** The constant of a class that has this id. */
function nameOf(constants: object, id: string): string | undefined {
  return Object.entries(constants).find(
    ([name, value]) => name !== 'all' && (value as { readonly id?: unknown }).id === id,
  )?.[0];
}

/** The rule's description, if it says enough and is one line. */
function reasonOf({ description = '' }: Rule): string {
  const text = description.trim();
  const says = text.length >= 10 && text.length <= 400 && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
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
        : [[imported, imported.exceptions.map(({ draft }) => freeId(imported.rule, draft, taken))] as const],
    ),
  );
}

/** An id of words of the description, or of the path. */
function freeId({ description = '', ref = '' }: Rule, { paths }: Draft, ids: Set<string>): string {
  const words = [description, paths[0]?.text ?? '', ref]
    .map((text) =>
      text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 40)
        .replace(/-+$/, ''),
    )
    .find((text) => text !== '');
  const base = words ?? 'imported';
  let id = base;
  for (let number = 2; ids.has(id); number++) id = `${base}-${number}`;
  ids.add(id);
  return id;
}
