import { errorDiagnostic, warningDiagnostic, type Diagnostic } from '../grpc/diagnostics';
import { goQuote } from '../values/go-text';
import { attributeOf, UNKNOWN, type Value, type ValueObject } from '../values/value';
import type { Check, Checked } from './check';
import { invalidCombination, pathText } from './messages';

/** The parameter belongs to rules of one action. */
export function onlyForAction(action: string): Check {
  return ({ value, path, parents }) => {
    const actual = attributeOf(parents.at(-2) ?? null, 'action');
    if (isOpen(value) || actual === UNKNOWN || actual === action) return [];
    return [
      invalidCombination(path, `${goQuote(pathText(path))} can only be set if "<.<.action" is "${action}"`),
    ];
  };
}

/** Not beside any of the named attributes of the same object. */
export function conflictsWith(...others: readonly string[]): Check {
  return (checked) => {
    if (isOpen(checked.value)) return [];
    return others
      .filter((other) => !isOpen(sibling(checked, other)))
      .map((other) =>
        invalidCombination(
          checked.path,
          `Attribute ${siblingText(checked, other)} cannot be specified when ${goQuote(pathText(checked.path))} is specified`,
        ),
      );
  };
}

/** This or one of the named attributes of the same object, and not more than one of all. */
export function exactlyOneOf(...others: readonly string[]): Check {
  return (checked) => {
    const values = [checked.value, ...others.map((other) => sibling(checked, other))];
    if (values.includes(UNKNOWN)) return [];
    const count = values.filter((value) => value !== null).length;
    if (count === 1) return [];
    const names = relativeNames(checked, others).join(',');
    const found = count === 0 ? 'No attribute' : `${count} attributes`;
    return [
      invalidCombination(
        checked.path,
        `${found} specified when one (and only one) of [${names}] is required`,
      ),
    ];
  };
}

/** This or one of the named attributes of the same object. */
export function atLeastOneOf(...others: readonly string[]): Check {
  return (checked) => {
    const values = [checked.value, ...others.map((other) => sibling(checked, other))];
    if (values.some((value) => value !== null)) return [];
    const names = [...relativeNames(checked, others), pathText(checked.path)].join(',');
    return [invalidCombination(checked.path, `At least one attribute out of [${names}] must be specified`)];
  };
}

/** The object needs this attribute of its own. */
export function requiresOwn(name: string): Check {
  return ({ value, path }) => {
    if (isOpen(value) || attributeOf(value, name) !== null) return [];
    return [
      invalidCombination(
        path,
        `Attribute ${goQuote(pathText([...path, name]))} must be specified when ${goQuote(pathText(path))} is specified`,
      ),
    ];
  };
}

/** Not without the named attribute of the same object. */
export function requiresSibling(name: string): Check {
  return (checked) => {
    if (isOpen(checked.value) || sibling(checked, name) !== null) return [];
    return [
      invalidCombination(
        checked.path,
        `Attribute ${siblingText(checked, name)} must be specified when ${goQuote(pathText(checked.path))} is specified`,
      ),
    ];
  };
}

/** Still works, but is going away. */
export function deprecated(message: string): Check {
  return ({ value, path }) =>
    isOpen(value) ? [] : [warningDiagnostic('Attribute Deprecated', message, path)];
}

/** Exactly one of the configuration's attributes. */
export function exactlyOneConfigured(
  ...names: readonly string[]
): (config: ValueObject) => readonly Diagnostic[] {
  return (config) => {
    const configured = names.filter((name) => attributeOf(config, name) !== null);
    if (configured.length === 1 || configured.some((name) => config[name] === UNKNOWN)) return [];
    const detail = `Exactly one of these attributes must be configured: [${names.join(',')}]`;
    const [first] = configured;
    return first === undefined
      ? [errorDiagnostic('Missing Attribute Configuration', detail)]
      : [invalidCombination([first], detail)];
  };
}

function isOpen(value: Value): boolean {
  return value === null || value === UNKNOWN;
}

function sibling({ parents }: Checked, name: string): Value {
  return attributeOf(parents.at(-1) ?? null, name);
}

function siblingText({ path }: Checked, name: string): string {
  return goQuote(pathText([...path.slice(0, -1), name]));
}

// At the root a name stands for itself, elsewhere the framework shows the way up to it.
function relativeNames({ path }: Checked, others: readonly string[]): readonly string[] {
  const up = path.length === 1 ? '' : `${pathText(path)}.<.`;
  return others.map((other) => `${up}${other}`);
}
