import type { Argument, Value } from '../../rules-language';
import { isImpossible } from '../../rules-language/compare/find-text';
import { lengthAutomaton } from '../../rules-language/compare/text-automata';
import { textsWhere } from '../../rules-language/compare/text-condition';
import { regexAutomaton } from '../../rules-language/regex/load';
import { type Automaton, takes } from '../../rules-language/text/automaton';
import { type Condition, originOf, textsOf } from './conditions';
import { type UrlLimits, urlLimits, type UrlParts } from './whole-urls';

/** One condition on a value. */
export type TextTest = Pick<Condition, 'value' | 'operator' | 'right'>;

/** Texts that a field usually has. A condition that all of them meet limits nothing, even if it refuses odd ones. */
interface UsualTexts {
  readonly fields: RegExp;
  readonly form: string;
  /** Texts of these lengths count: `^/.+$` and `^/.{0,99}$` hold for every path as far as anyone cares. */
  readonly shortest: number;
  readonly longest: number;
  /** One that nearly every condition refuses, so that few need the proof. */
  readonly odd: string;
}

/** At least as long as the texts below. */
const LONGEST = 64;
const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const HOST = String.raw`(?:${LABEL}\.)+[a-z]{2,}`;
/** Normal paths of letters, digits, `-`, `.`, `_`, `~` and escapes. */
const PATH = String.raw`(?:/(?:[\w~-]|%2[0F])(?:[\w.~-]|%2[0F])*)+/?`;

const HOSTS: UsualTexts = {
  fields: /^http\.host$/,
  form: `^${HOST}$`,
  shortest: 9,
  longest: 13,
  odd: 'x-1.y.test',
};
const PATHS: UsualTexts = {
  fields: /^(?:raw\.)?http\.request\.uri(?:\.path)?$/,
  form: `^${PATH}$`,
  shortest: 2,
  longest: 17,
  odd: '/a.b-c_d~e/0/z.Y/',
};
/** With these, every request of browsers and applications is met, whatever else there is. */
const METHODS: UsualTexts = {
  fields: /^http\.request\.method$/,
  form: '^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$',
  shortest: 3,
  longest: 8,
  odd: 'OPTIONS',
};

const USUAL_TEXTS: readonly UsualTexts[] = [
  HOSTS,
  METHODS,
  {
    fields: /full_uri$/,
    form: `^https://${HOST}${PATH}$`,
    shortest: 22,
    longest: 32,
    odd: 'https://x-1.y.test/9/Kd',
  },
  PATHS,
  { fields: /^/, form: String.raw`^[\w ./~%;=()-]+$`, shortest: 1, longest: 11, odd: 'A.b-c_d~e/0' },
];

/**
 * Whether every usual text of a value meets one of some conditions on it: `path matches "^/[^?]*$"`, `host contains "."`,
 * a set of all methods.
 */
export function isMetByEveryText(...tests: readonly TextTest[]): boolean {
  const [first] = tests;
  const name = first === undefined ? '' : (originOf(first.value).field?.name ?? '');
  const texts = USUAL_TEXTS.find(({ fields }) => fields.test(name));
  if (texts === undefined) return false;
  // Of single texts, only methods are few enough to be all of them; `ne` only comes here where it is negated.
  if (tests.every(({ operator }) => isOfSingleTexts(operator)) && !(texts === METHODS && areManyTexts(tests)))
    return false;
  const met = tests.flatMap((test) => metBy(test) ?? []);
  if (!met.some((automaton) => takes(automaton, texts.odd))) return false;
  const usual = usualOf(texts).map((automaton) => ({ automaton, holds: true }));
  return isImpossible([...met.map((automaton) => ({ automaton, holds: false })), ...usual]);
}

function metBy({ value, operator, right }: TextTest): Automaton | undefined {
  if (operator === 'truth' || operator === 'ne' || right === undefined) return undefined;
  return textsWhere(inLetterCase(value), operator, right, LONGEST);
}

function isOfSingleTexts(operator: TextTest['operator']): boolean {
  return operator === 'eq' || operator === 'ne' || operator === 'in' || operator === 'truth';
}

/** As many as there are usual methods. */
function areManyTexts(tests: readonly TextTest[]): boolean {
  return tests.reduce((count, { right }) => count + textsOf(right).length, 0) >= 7;
}

let urlParts: Pick<UrlParts, 'hosts' | 'paths' | 'oddPath'> | undefined;

/** What a condition on a whole URL, or on a host and a path in one, is limited by; `undefined` for other conditions. */
export function urlLimitsOf(test: TextTest): UrlLimits | undefined {
  if (isOfSingleTexts(test.operator)) return undefined;
  const url = wholeUrlIn(test.value);
  const met = url && metBy({ ...test, value: url.text });
  if (url === undefined || met === undefined) return undefined;
  urlParts ??= { hosts: usualOf(HOSTS).slice(0, 1), paths: usualOf(PATHS), oddPath: PATHS.odd };
  return urlLimits(met, { ...urlParts, ...url });
}

interface WholeUrl extends Pick<UrlParts, 'before' | 'between'> {
  /** With one field in place of what is joined. */
  readonly text: Value;
}

/** Around the host of a URL as Cloudflare writes it. */
const OF_FIELD = { before: ['https://', 'http://'], between: '' };

function wholeUrlIn(value: Value): WholeUrl | undefined {
  if (value.kind === 'field') {
    return value.name.endsWith('full_uri') ? { ...OF_FIELD, text: value } : undefined;
  }
  if (value.function === 'concat') return joinedUrl(value.arguments);
  const [argument] = value.arguments;
  if (argument?.kind !== 'field' && argument?.kind !== 'call') return undefined;
  const inner = wholeUrlIn(argument);
  return inner && { ...inner, text: { ...value, arguments: [inner.text, ...value.arguments.slice(1)] } };
}

/** `concat("https://", http.host, http.request.uri.path)` */
function joinedUrl(joined: readonly Argument[]): WholeUrl | undefined {
  const at = joined.findIndex((one) => one.kind === 'field' && one.name === 'http.host');
  const [host, path] = [joined[at], joined.at(-1)];
  const before = literalIn(joined.slice(0, Math.max(at, 0)));
  const between = literalIn(joined.slice(at + 1, -1));
  if (host?.kind !== 'field' || path?.kind !== 'field' || !PATHS.fields.test(path.name)) return undefined;
  return before === undefined || between === undefined
    ? undefined
    : { before: [before], between, text: host };
}

/** Some literals as one text; `undefined` if something else is among them. */
function literalIn(all: readonly Argument[]): string | undefined {
  const texts = all.map((one) => (one.kind === 'string' ? one.value : undefined));
  return texts.includes(undefined) ? undefined : texts.join('');
}

/** The value without functions other than those that change letter case: what they make of a text is not followed. */
function inLetterCase(value: Value): Value {
  if (value.kind === 'field') return value;
  const argument = value.arguments.find((one) => one.kind === 'field' || one.kind === 'call');
  if (argument === undefined) return value;
  const inner = inLetterCase(argument);
  return value.function === 'lower' || value.function === 'upper' ? { ...value, arguments: [inner] } : inner;
}

const known = new Map<UsualTexts, readonly Automaton[]>();

function usualOf(texts: UsualTexts): readonly Automaton[] {
  let automata = known.get(texts);
  if (automata === undefined) {
    const { form, shortest, longest } = texts;
    const inForm = regexAutomaton(form);
    if (inForm === undefined) throw new Error(`no automaton for ${form}`);
    const ofLength = lengthAutomaton((length) => length >= shortest && length <= longest, longest + 1);
    known.set(texts, (automata = [inForm, ofLength]));
  }
  return automata;
}
