import { MANAGED_PHASE } from '../cloudflare';
import type { ReplacedRule, Skip } from '../exceptions';
import { ManagedRule, ManagedRuleset } from '../managed-rules';
import type { SampleRequest } from '../rules-language/context/sample-request';
import type { Rule } from '../rulesets';
import { type Draft, isOutside } from './draft';
import type { ImportedExceptions, ImportedRule } from './import-rule';
import { commentText, sourceText } from './source-text';

/** Skip rules of one zone that no code declares. */
export interface ImportedZone {
  readonly name: string;
  readonly rules: readonly { readonly phase: string; readonly imported: ImportedRule }[];
}

/** What must still be written: the construct refuses a text that begins like this. */
const TODO = 'TODO: ';

/** The rules of the zones as a TypeScript module with a function for each zone. */
export function toTypeScript(zones: readonly ImportedZone[]): string {
  const functions = zones.map(zoneFunction);
  const code = functions.join('\n\n');
  const names = ['Host', 'IpList', 'ManagedRule', 'ManagedRuleset', 'Path', 'Skip', 'WafException'].filter(
    (name) => code.includes(`${name}${name === 'WafException' ? '(' : '.'}`),
  );
  return `import { ${[...names, 'type ZoneWaf'].join(', ')} } from 'waf-exceptions';\n\n${code}\n`;
}

function zoneFunction({ name, rules }: ImportedZone, index: number): string {
  const ids = new Set<string>();
  const blocks = rules.flatMap(({ phase, imported }) =>
    'reason' in imported
      ? [notImported(imported.rule, phase, imported.reason)]
      : exceptions(imported, phase, name, ids),
  );
  return [
    `/** Skip rules of ${name === '' ? 'a zone' : commentText(name).replaceAll('*/', '* /')} that no code declared. */`,
    `export function importedExceptions${index === 0 ? '' : String(index + 1)}(waf: ZoneWaf): void {`,
    blocks.length === 0 ? '  // There is none.' : blocks.join('\n\n'),
    '}',
  ].join('\n');
}

function titleOf({ ref, id, description }: Rule, phase: string): string {
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
  ids: Set<string>,
): readonly string[] {
  const { rule, drafts, relation } = imported;
  const says = {
    same: 'Says the same as the',
    narrower: 'Narrower than the',
    open: 'Says less than an exception must: complete what begins with TODO. It is the',
  }[relation.kind];
  return drafts.map((draft, index) => {
    const id = freeId(rule, draft, ids);
    const alternative = drafts.length === 1 ? '' : `, alternative ${index + 1} of ${drafts.length}`;
    const lines = [
      `${says} ${titleOf(rule, phase)}${alternative}.`,
      ...(relation.kind === 'narrower' && index === 0 ? lostLines(relation.without) : []),
      ...proposals(draft, imported.skip),
    ];
    return [...lines.map((line) => `  // ${line}`), exceptionCode(id, draft, imported, zoneName)].join('\n');
  });
}

function lostLines(without: SampleRequest | undefined): readonly string[] {
  if (without === undefined) return ['Some of its requests are inspected again.'];
  return [`This request is inspected again: ${commentText(`${without.method} ${without.url}`)}`];
}

/** How the exception could be narrower than the rule. */
function proposals({ paths, isEncrypted }: Draft, skip: Skip): readonly string[] {
  const skipsAll = skip.parameters.phases?.includes(MANAGED_PHASE) === true;
  return [
    ...(paths.some(({ form }) => form === 'contains')
      ? ['Narrower: name each path, or a Path.pattern; anybody can put this text into another path.']
      : []),
    ...(isEncrypted ? [] : ["Narrower: leave out `scheme: 'any'`, if no client needs plain HTTP."]),
    ...(skipsAll
      ? ['Narrower: Skip.managedRules(...) with the rules that fired; the Security Events name them.']
      : []),
  ];
}

function exceptionCode(id: string, draft: Draft, imported: ImportedExceptions, zoneName: string): string {
  const { rule, skip, replaces } = imported;
  const hasContains = draft.paths.some(({ form }) => form === 'contains');
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
    `    replaces: ${replacesCode(replaces)},`,
    ...(hasContains
      ? [
          `    accept: [{ finding: 'path-contains', reason: ${sourceText(`${TODO}why no other path holds this text`)} }],`,
        ]
      : []),
    '  });',
  ].join('\n');
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

function replacesCode({ rule, sha256 }: ReplacedRule): string {
  return sha256 === undefined
    ? sourceText(rule)
    : `{ rule: ${sourceText(rule)}, sha256: ${sourceText(sha256)} }`;
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
