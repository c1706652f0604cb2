import type {
  Comparison,
  CompiledExpression,
  Difference,
  ExecutionContext,
  Expression,
  Truth,
  WorkLeft,
} from '../../rules-language';
import { visit } from '../../rules-language/syntax/visit';
import type { RuleList } from '../../rulesets';
import { textsOf } from './conditions';
import { conjunctsOf, type Exemption, replaces } from './coverage';
import { wholeLanguage } from './whole-language';

/** An exception that has all requests of another one, and skips all that it skips. */
export interface Covering {
  readonly outer: Exemption;
  /**
   * - `wider`: it has others, too
   * - `same`: it has no others, and the other one skips all that it skips
   * - `unknown`: whether it has others is not known, or it skips more
   */
  readonly than: 'wider' | 'same' | 'unknown';
}

/** Questions about all exceptions of a list together, of about a millisecond each: however many exceptions there are. */
const MAX_QUESTIONS = 600;
/** As many questions take the time of one with a regular expression in it. */
const COST_OF_REGEX = 10;
/** Steps of a search for all questions together. */
const WORK = 4_000_000;
/** Others with the same host and path that one exception is held against. */
const MAX_CANDIDATES = 50;
/** Others that are looked at for their path. */
const MAX_LOOKED_AT = 1000;
/** Pairs of a host and a path that one exception is found by; with more it is found by all of them. */
const MAX_NAMES = 64;

const HOST = 'http.host';
const PATH = 'http.request.uri.path';
const RAW_PATH = 'raw.http.request.uri.path';
/** Fields in whose texts a path stands, and maybe a host before it. */
const URLS: readonly string[] = ['uri', 'full_uri'].flatMap((part) => [
  `http.request.${part}`,
  `raw.http.request.${part}`,
]);
const PARTS = /^(?:https?:\/\/([^/]*))?([^?]*)/;
const ANY = [undefined];

/** The whole hosts and paths that an exception is limited to; `undefined` where it is not limited to any. */
interface Names {
  hosts: readonly string[] | undefined;
  paths: readonly string[] | undefined;
  /** What every path begins with. */
  prefix: string | undefined;
}

/** An exception, and what its paths begin with, where that is known. */
interface Place {
  readonly exemption: Exemption;
  readonly begins: string | undefined;
}

/** Exceptions by host and path. */
type Index = ReadonlyMap<string, readonly Place[]>;

/** Read once for each: the index needs them, and whoever looks into it. */
type NamesOf = ReadonlyMap<Exemption, Names>;

/**
 * Which exceptions lie within others, as a comparison of their expressions proves it. Held against each other are those
 * that may share a host and a path. What cannot be decided is no finding.
 */
export class ProvenCoverage {
  private readonly work: WorkLeft = { left: WORK };
  private questions = MAX_QUESTIONS;
  private readonly known = new Map<Exemption, Covering | undefined>();
  private readonly compiled = new Map<Exemption, CompiledExpression>();
  private readonly samples = new Map<Exemption, ExecutionContext | undefined>();
  private readonly costs = new Map<Exemption, number>();
  private names: NamesOf | undefined;
  private index: Index | undefined;

  constructor(
    private readonly exemptions: readonly Exemption[],
    private readonly list: RuleList,
  ) {}

  /** Another exception that makes this one needless; of two that are the same, the earlier one is needed. */
  coveringOf(inner: Exemption): Covering | undefined {
    if (!this.known.has(inner)) this.known.set(inner, this.find(inner));
    return this.known.get(inner);
  }

  private find(inner: Exemption): Covering | undefined {
    const candidates = this.candidatesOf(inner);
    if (candidates.length === 0) return undefined;
    const sample = this.sampleOf(inner);
    // `contradiction` reports an exception for no request at all.
    if (sample === undefined) return undefined;
    for (const outer of candidates) {
      if (!this.mayMatch(outer, sample)) continue;
      if (!replaces(outer, inner, this.list.rules)) continue;
      if (this.differenceOf(inner, outer).kind !== 'none') continue;
      const than = this.compare(outer, inner);
      if (than !== 'same' || outer.position < inner.position) return { outer, than };
    }
    return undefined;
  }

  /** Those that could have the same host and path as this one. */
  private candidatesOf(inner: Exemption): readonly Exemption[] {
    this.names ??= new Map(this.exemptions.map((exemption) => [exemption, namesOf(exemption.expression)]));
    this.index ??= indexByNames(this.names);
    const candidates: Exemption[] = [];
    // Whoever has all requests of it has those with its first host and path.
    const { hosts: [host] = [], paths: [path] = [], prefix = path } = this.names.get(inner) ?? NO_NAMES;
    const collect = (key: string): void => {
      const places = this.index?.get(key);
      // Most are the only one with their host and path.
      if (places === undefined || (places.length === 1 && places[0]?.exemption === inner)) return;
      for (const { exemption, begins } of places.slice(0, MAX_LOOKED_AT)) {
        if (exemption === inner || candidates.length >= MAX_CANDIDATES) continue;
        if (begins === undefined || prefix === undefined || prefix.startsWith(begins))
          candidates.push(exemption);
      }
    };
    collect(keyOf(host, path));
    if (path !== undefined) collect(keyOf(host, undefined));
    if (host !== undefined) collect(keyOf(undefined, path));
    if (host !== undefined && path !== undefined) collect(keyOf(undefined, undefined));
    return candidates;
  }

  /** A request that the exception is for. */
  private sampleOf(exemption: Exemption): ExecutionContext | undefined {
    if (!this.samples.has(exemption)) {
      const found = this.differenceOf(exemption);
      const sample =
        found.kind === 'some' ? wholeLanguage().ExecutionContext.fromRequest(found.request) : undefined;
      this.samples.set(exemption, sample);
    }
    return this.samples.get(exemption);
  }

  private mayMatch(outer: Exemption, context: ExecutionContext): boolean {
    const { compile, evaluate } = wholeLanguage();
    const compiled = this.compiled.get(outer) ?? compile(outer.expression);
    this.compiled.set(outer, compiled);
    return evaluate(compiled, context).verdict !== false;
  }

  private compare(outer: Exemption, inner: Exemption): Covering['than'] {
    const sample = this.sampleOf(outer);
    if (sample !== undefined && !this.mayMatch(inner, sample)) return 'wider';
    const { kind } = this.differenceOf(outer, inner);
    if (kind === 'some') return 'wider';
    return kind === 'none' && replaces(inner, outer, this.list.rules) ? 'same' : 'unknown';
  }

  /** A request of the one that is none of the other, or any of the one; `undecided` also where too much was asked. */
  private differenceOf(one: Exemption, other?: Exemption): Difference {
    this.questions -= this.costOf(one) + (other === undefined ? 0 : this.costOf(other));
    if (this.questions < 0 || this.work.left <= 0)
      return { kind: 'undecided', reason: 'too much was asked already', parts: [] };
    const out = other === undefined ? [] : [other.expression];
    return wholeLanguage().difference({ anyOf: [one.expression], noneOf: out, work: this.work });
  }

  private costOf(exemption: Exemption): number {
    let cost = this.costs.get(exemption);
    if (cost === undefined) {
      let regexes = 0;
      visit(exemption.expression, (node) => {
        if (node.kind === 'regex') regexes++;
      });
      cost = 1 + regexes * COST_OF_REGEX;
      this.costs.set(exemption, cost);
    }
    return cost;
  }
}

function indexByNames(names: NamesOf): Index {
  const index = new Map<string, Place[]>();
  for (const [exemption, { hosts = ANY, paths = ANY, prefix: begins }] of names) {
    const place = { exemption, begins };
    const isMany = hosts.length * paths.length > MAX_NAMES;
    for (const host of hosts.length > MAX_NAMES ? ANY : hosts) {
      for (const path of isMany ? ANY : paths) {
        const key = keyOf(host, path);
        const bucket = index.get(key);
        if (bucket === undefined) index.set(key, [place]);
        else if (bucket.at(-1) !== place) bucket.push(place);
      }
    }
  }
  return index;
}

/** No host and no path has a line break in it. */
function keyOf(host: string | undefined, path: string | undefined): string {
  return `${host ?? ''}\n${path ?? ''}`;
}

const NO_NAMES: Names = { hosts: undefined, paths: undefined, prefix: undefined };

function namesOf(expression: Expression): Names {
  const names = { ...NO_NAMES };
  for (const condition of conjunctsOf(expression)) {
    if (condition.kind === 'comparison' && condition.left.kind === 'field') {
      const { name } = condition.left;
      if (name === HOST) names.hosts ??= textsIn(condition);
      else if (name === PATH || name === RAW_PATH) names.paths ??= textsIn(condition);
      else if (URLS.includes(name)) {
        const parts = textsIn(condition)?.map((text) => PARTS.exec(text));
        names.paths ??= parts?.map((part) => part?.[2] ?? '');
        if (name.endsWith('full_uri')) names.hosts ??= parts?.map((part) => part?.[1] ?? '');
      }
    } else if (condition.kind === 'truth') {
      names.prefix ??= prefixIn(condition);
    } else if (condition.kind === 'logical' && condition.operator === 'or') {
      const all = condition.operands.map(namesOf);
      names.hosts ??= inEach(all.map(({ hosts }) => hosts));
      names.paths ??= inEach(all.map(({ paths }) => paths));
    }
  }
  return names;
}

/** What one of the alternatives names, if each of them names something. */
function inEach(all: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const known = all.filter((one) => one !== undefined);
  return known.length === all.length ? known.flat() : undefined;
}

function prefixIn({ value }: Truth): string | undefined {
  if (value.kind !== 'call' || value.function !== 'starts_with') return undefined;
  const [path, text] = value.arguments;
  const isOfPath = path?.kind === 'field' && (path.name === PATH || path.name === RAW_PATH);
  return isOfPath && text?.kind === 'string' ? text.value : undefined;
}

function textsIn({ operator, right }: Comparison): readonly string[] | undefined {
  if (operator !== 'eq' && operator !== 'in') return undefined;
  const texts = textsOf(right);
  return texts.length === 0 ? undefined : texts.map(({ value }) => value);
}
