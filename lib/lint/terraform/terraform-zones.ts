import { unicodePattern } from '../../errors';
// By file: it runs at every synth.
import { listOf, objectOf, textOf } from '../../rulesets/read/members';
import { isTemplate, type TerraformResource } from '../../rulesets/read/terraform-resource';
import type { DocumentSubject } from '../document';

/** A zone, as far as a file says which one it is. */
export interface TerraformZone {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** The id of its account. */
  readonly account?: string | undefined;
  /** The expression that stands for its id; equal ones stand for one zone. */
  readonly expression?: string | undefined;
}

/** What zones are looked up in. */
export interface ZoneSource extends Pick<DocumentSubject, 'resources' | 'locals'> {
  /** The zones that a plan or a state has read or made, by id. */
  readonly known: ReadonlyMap<string, TerraformZone>;
}

const OF_ZONE = /\b((?:data\.cloudflare_zones?|cloudflare_zone)\.[\w-]+)/g;
/** What could make an expression stand for something else than the zone of its one lookup. */
const OF_OTHERS = /\b(?:var|local|each|count|module|path|self|terraform|data\.(?!cloudflare_zones?\.)\w+)\./;
const domainName = unicodePattern(String.raw`^[\p{L}\p{N}.-]+$`);
const MAX_STEPS = 20;

/** The zone that a resource belongs to: by its id, by the name that the id is looked up by, or by an expression. */
export function zoneOfResource(
  { values, zoneReference }: TerraformResource,
  source: ZoneSource,
): TerraformZone {
  const given =
    textOf(values['zone_id']) ?? (zoneReference === undefined ? undefined : `\${${zoneReference}}`);
  return given === undefined ? {} : zoneOfText(given, source, MAX_STEPS);
}

/** Whether two descriptions are of one zone; `undefined` if it is not known. */
export function isSameZone(a: TerraformZone, b: TerraformZone): boolean | undefined {
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id;
  if (a.name !== undefined && b.name !== undefined) {
    const areOtherAccounts = a.account !== undefined && b.account !== undefined && a.account !== b.account;
    return a.name === b.name && !areOtherAccounts;
  }
  return a.expression !== undefined && a.expression === b.expression ? true : undefined;
}

function zoneOfText(text: string, source: ZoneSource, steps: number): TerraformZone {
  if (!isTemplate(text)) {
    const id = text.toLowerCase();
    return { id, ...source.known.get(id) };
  }
  const expression = /^\$\{([^{}]*|.*\bfor\b.*)\}$/s.exec(text)?.[1]?.trim();
  // What a template of an instance stands for differs from one to the next.
  if (expression === undefined || steps === 0 || /\b(?:each|count)\./.test(expression)) return {};
  const value = localValue(expression, source);
  if (value !== undefined) return zoneOfText(value, source, steps - 1);
  const [address, ...others] = new Set([...expression.matchAll(OF_ZONE)].map(([, found = '']) => found));
  const resource = source.resources.find((candidate) => candidate.address === address);
  if (resource === undefined || others.length > 0 || OF_OTHERS.test(withoutTexts(expression))) {
    return { expression };
  }
  const id = textOf(resource.values['zone_id']);
  return resource.isData && id !== undefined
    ? zoneOfText(id, source, steps - 1)
    : { expression, ...lookedUp(resource, source) };
}

/** The name, and the account if it is given, that a data source looks a zone up by, or that a zone is made with. */
function lookedUp({ values }: TerraformResource, source: ZoneSource): TerraformZone {
  const filter = objectOf(listOf(values['filter'])[0] ?? values['filter']);
  const name = literal(values['name'] ?? values['zone'] ?? filter['name'], source)?.toLowerCase();
  // An operator (`contains:shop`) or a part of a name (`lookup_type`) may find any zone.
  if (name === undefined || !domainName().test(name) || filter['lookup_type'] !== undefined) return {};
  const { id } = objectOf(listOf(values['account'])[0] ?? values['account'] ?? filter['account']);
  return { name, account: literal(id ?? values['account_id'], source) };
}

/** The zones in the data sources and resources of a plan or a state, by id. */
export function knownZones(resources: DocumentSubject['resources']): ZoneSource['known'] {
  return new Map(
    resources
      .filter(({ type }) => type === 'cloudflare_zone' || type === 'cloudflare_zones')
      .flatMap(({ values }) => [values, ...listOf(values['result']).map(objectOf)])
      .flatMap(({ id, name, zone, account }): [string, TerraformZone][] => {
        const key = textOf(id)?.toLowerCase();
        const title = textOf(name ?? zone)?.toLowerCase();
        if (key === undefined || title === undefined) return [];
        return [[key, { name: title, account: textOf(objectOf(account)['id']) }]];
      }),
  );
}

function literal(value: unknown, source: ZoneSource, steps = MAX_STEPS): string | undefined {
  if (typeof value !== 'string' || !isTemplate(value)) return textOf(value);
  const expression = /^\$\{([^{}]*)\}$/.exec(value)?.[1]?.trim();
  const next = expression === undefined ? undefined : localValue(expression, source);
  return next === undefined || steps === 0 ? undefined : literal(next, source, steps - 1);
}

/** The text that a local, or a member of one, is set to. */
function localValue(expression: string, { locals }: ZoneSource): string | undefined {
  const path = /^local((?:\.[\w-]+|\["[^"\\]+"\])+)$/.exec(expression)?.[1];
  if (path === undefined) return undefined;
  return textOf(
    [...path.matchAll(/\.([\w-]+)|\["([^"]+)"\]/g)].reduce<unknown>(
      (value, [, member, key]) => objectOf(value)[member ?? key ?? ''],
      locals,
    ),
  );
}

function withoutTexts(expression: string): string {
  return expression.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}
