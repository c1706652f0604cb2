import { sourceText } from '../errors';
import type { Skip } from '../exceptions';
import { type Draft, isOutside, type Stopper } from './draft';
import { skipCode } from './skip-code';

/** A `WafException` to be written as TypeScript. */
export interface ExceptionSource {
  readonly id: string;
  readonly draft: Draft;
  readonly skip: Skip;
  readonly reason: string;
  /** @default - the prop is left out */
  readonly owner?: string | undefined;
  /** @default - the prop is left out */
  readonly ticket?: string | undefined;
  /** @default true */
  readonly isEnabled?: boolean | undefined;
  /** @default true */
  readonly logMatches?: boolean | undefined;
  /** @default - it takes the place of no rule */
  readonly replaces?: { readonly rule: string; readonly sha256: string };
  /** Findings that its author has to accept. */
  readonly stoppers: readonly Stopper[];
  /** The zone's domain name, if it is known; hosts outside of it are custom hostnames. */
  readonly zoneName: string | undefined;
}

/** What must still be written: the construct refuses a text that begins like this. */
export const TODO = 'TODO: ';

/** The lines of `new WafException(waf, ...)`, as Prettier leaves them but for their length. */
export function exceptionCode({ id, draft, skip, ...source }: ExceptionSource): readonly string[] {
  const { reason, owner, ticket, isEnabled, logMatches, replaces, stoppers, zoneName } = source;
  return [
    `new WafException(waf, ${sourceText(id)}, {`,
    '  request: {',
    ...requestLines(draft, zoneName).map((line) => `    ${line}`),
    '  },',
    `  skip: ${skipCode(skip)},`,
    `  reason: ${sourceText(reason)},`,
    ...optional('owner', owner),
    ...optional('ticket', ticket),
    ...optional('starts', draft.starts),
    `  expires: ${sourceText(draft.expires ?? `${TODO}the last day on which it is needed`)},`,
    ...(isEnabled === false ? ['  enabled: false,'] : []),
    ...(logMatches === false ? ['  logMatches: false,'] : []),
    ...(replaces === undefined
      ? []
      : [
          '  replaces: {',
          `    rule: ${sourceText(replaces.rule)},`,
          `    sha256: ${sourceText(replaces.sha256)},`,
          '  },',
        ]),
    ...acceptLines(stoppers).map((line) => `  ${line}`),
    '});',
  ];
}

/** The import that TypeScript with exceptions begins with. */
export function importLine(code: string, packageName: string): string {
  // What only a comment names is imported as well: it compiles once it is uncommented.
  const names = ['Host', 'IpList', 'ManagedRule', 'ManagedRuleset', 'Path', 'Skip', 'WafException'].filter(
    (name) => code.includes(`${name}${name === 'WafException' ? '(' : '.'}`),
  );
  return `import { ${[...names, 'type ZoneWaf'].join(', ')} } from ${sourceText(packageName)};`;
}

function optional(prop: string, text: string | undefined): readonly string[] {
  return text === undefined ? [] : [`  ${prop}: ${sourceText(text)},`];
}

function acceptLines(stoppers: readonly Stopper[]): readonly string[] {
  if (stoppers.length === 0) return [];
  const accepts = stoppers.flatMap(({ id }) => [
    '  {',
    `    finding: ${sourceText(id)},`,
    `    reason: ${sourceText(`${TODO}why this is right here`)},`,
    '  },',
  ]);
  return ['accept: [', ...accepts, '],'];
}

function requestLines(draft: Draft, zoneName: string | undefined): readonly string[] {
  const { hosts, methods, paths, query, isEncrypted, from, where } = draft;
  return [
    `host: ${oneOrMore(
      hosts.map((host) =>
        isOutside(host, zoneName) ? `Host.customHostname(${sourceText(host)})` : sourceText(host),
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
