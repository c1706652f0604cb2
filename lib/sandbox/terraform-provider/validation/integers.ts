import { isNested, type Attribute, type Attributes, type AttributeType } from '../../../provider-schema';
import { errorDiagnostic, type Diagnostic } from '../grpc/diagnostics';
import { goFloat } from '../values/go-text';
import { attributeOf, isList, isObject, type Value, type ValueObject } from '../values/value';

/** What the provider reads of a configuration. */
interface Reading {
  /** An element of a set can't be read: the provider looks at nothing else. */
  readonly unreadable: Diagnostic | null;
  /** The attributes that it can read, with everything in them. */
  readonly readable: Attributes;
  /** One for each attribute that it can't read. */
  readonly problems: readonly Diagnostic[];
}

/**
 * Reads the numbers of a configuration. Where the provider takes an integer, Terraform lets any number pass; the
 * provider then gives up on the whole attribute of the root around it, without a word about the place.
 */
export function readIntegers(attributes: Attributes, config: ValueObject): Reading {
  const readable: Record<string, Attribute> = {};
  const problems: Diagnostic[] = [];
  for (const [name, attribute] of Object.entries(attributes)) {
    const problem = integerProblem(attribute, attributeOf(config, name));
    if (problem === null) readable[name] = attribute;
    else if (isNested(attribute) && attribute.nesting === 'set') {
      return { unreadable: unreadableElement(name, problem), readable: {}, problems: [] };
    } else problems.push(unreadableAttribute(name, problem));
  }
  return { unreadable: null, readable, problems };
}

function integerProblem(attribute: Attribute, value: Value): string | null {
  if (!isNested(attribute)) return typeProblem(attribute.type, value);
  const inner = (element: Value) =>
    firstProblem(Object.entries(attribute.attributes), ([name, child]) =>
      integerProblem(child, attributeOf(element, name)),
    );
  if (attribute.nesting === 'single') return inner(value);
  return firstProblem(elementsOf(value), inner);
}

function typeProblem(type: AttributeType, value: Value): string | null {
  if (type === 'int64') return numberProblem(value);
  return typeof type === 'string'
    ? null
    : firstProblem(elementsOf(value), (element) => typeProblem(type[1], element));
}

function numberProblem(value: Value): string | null {
  if (typeof value !== 'number' && typeof value !== 'bigint') return null;
  const text = `Value %!s(*big.Float=${goFloat(Number(value))})`;
  if (typeof value === 'number' && !Number.isInteger(value)) return `${text} is not an integer.`;
  const integer = BigInt(value);
  return BigInt.asIntN(64, integer) === integer ? null : `${text} cannot be represented as a 64-bit integer.`;
}

function firstProblem<T>(elements: readonly T[], problemOf: (element: T) => string | null): string | null {
  for (const element of elements) {
    const problem = problemOf(element);
    if (problem !== null) return problem;
  }
  return null;
}

function elementsOf(value: Value): readonly Value[] {
  if (isList(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

function unreadableAttribute(name: string, problem: string): Diagnostic {
  const detail = `An unexpected error was encountered trying to convert an attribute value from the configuration. This is always an error in the provider. Please report the following to the provider developer:

Error: ${problem}`;
  return errorDiagnostic('Configuration Read Error', detail, [name]);
}

// The real provider writes the whole element here, twice, with the types of its attributes.
function unreadableElement(name: string, problem: string): Diagnostic {
  const detail = `An unexpected error occurred while trying to convert an attribute path. This is either an error in terraform-plugin-framework or a custom attribute type used by the provider. Please report the following to the provider developers.

Attribute Path: AttributeName("${name}")
Original Error: ${problem}`;
  return errorDiagnostic('Unable to Convert Attribute Path', detail);
}
