import type { Right, Value } from '../../rules-language';
import { isImpossible } from '../../rules-language/compare/find-text';
import { lengthAutomaton } from '../../rules-language/compare/text-automata';
import { textsWhere } from '../../rules-language/compare/text-condition';
import { regexAutomaton } from '../../rules-language/regex/load';
import { type Automaton, takes } from '../../rules-language/text/automaton';
import { type Condition, originOf } from './conditions';

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

const USUAL_TEXTS: readonly UsualTexts[] = [
  { fields: /^http\.host$/, form: `^${HOST}$`, shortest: 9, longest: 13, odd: 'x-1.y.test' },
  {
    fields: /^http\.request\.method$/,
    form: '^[A-Z]+$',
    shortest: 3,
    longest: 8,
    odd: 'PROPFIND',
  },
  {
    fields: /full_uri$/,
    form: `^https://${HOST}${PATH}$`,
    shortest: 22,
    longest: 32,
    odd: 'https://x-1.y.test/9/Kd',
  },
  {
    fields: /^(?:raw\.)?http\.request\.uri(?:\.path)?$/,
    form: `^${PATH}$`,
    shortest: 2,
    longest: 17,
    odd: '/a.b-c_d~e/0/z.Y/',
  },
  { fields: /^/, form: String.raw`^[\w ./~%;=()-]+$`, shortest: 1, longest: 11, odd: 'A.b-c_d~e/0' },
];

/** Whether every usual text of a value meets a condition: `path matches "^/[^?]*$"`, `host contains "."`. */
export function isMetByEveryText(
  value: Value,
  operator: Condition['operator'],
  right: Right | undefined,
): boolean {
  // Single texts are never all of them; `ne` only comes here where it is negated.
  if (operator === 'eq' || operator === 'ne' || operator === 'in') return false;
  if (operator === 'truth' || right === undefined) return false;
  const texts = USUAL_TEXTS.find(({ fields }) => fields.test(originOf(value).field?.name ?? ''));
  const met = textsWhere(inLetterCase(value), operator, right, LONGEST);
  if (texts === undefined || met === undefined || !takes(met, texts.odd)) return false;
  const usual = usualOf(texts).map((automaton) => ({ automaton, holds: true }));
  return isImpossible([{ automaton: met, holds: false }, ...usual]);
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
