import type { Expression } from '../../rules-language';
// By file: the parser and the tables of the language would be loaded at each synth.
import { print } from '../../rules-language/syntax/print';
import { decodeText } from '../../rules-language/text/bytes';
import { Path } from './path';
import { type Parameter, queryExpression } from './query';

/** A path among conditions that all must hold, and which of them it stands for. */
export interface RecognisedPath {
  readonly path: Path;
  readonly operands: readonly Expression[];
}

/** The `Path.pattern` that a wildcard among these conditions belongs to; `undefined` where it takes more than that. */
export function patternAmong(operands: readonly Expression[]): RecognisedPath | undefined {
  const wildcard = operands.map(wildcardOfPath).find((found) => found !== undefined);
  if (wildcard === undefined) return undefined;
  for (const pattern of [wildcard, wildcard.replace(/\*$/, '**')]) {
    const found = among(operands, pathOf(pattern));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Query parameters among conditions that all must hold, and which of them they stand for. */
export interface RecognisedQuery {
  readonly parameters: readonly Parameter[];
  readonly operands: readonly Expression[];
}

/** The `query` that these conditions hold; `undefined` where they take more than that. */
export function queryAmong(operands: readonly Expression[]): RecognisedQuery | undefined {
  const parameters = operands.map(parameterOf).filter((one) => one !== undefined);
  const found = parameters.length === 0 ? undefined : all(operands, queryExpression(parameters));
  return found && { parameters, operands: found };
}

/** A condition such as `http.request.uri.args["a"][0] eq "b"`. */
function parameterOf(operand: Expression): Parameter | undefined {
  if (operand.kind !== 'comparison' || (operand.operator !== 'eq' && operand.operator !== 'in'))
    return undefined;
  const { left, right } = operand;
  if (left.kind !== 'field' || left.name !== 'http.request.uri.args') return undefined;
  const [index, first] = left.path;
  const name = typeof index === 'object' && first === 0 ? decodeText(index.key) : undefined;
  const items = right.kind === 'set' ? right.items : [right];
  const texts = items.map((item) => (item.kind === 'string' ? decodeText(item.value) : undefined));
  const [value, ...values] = texts.filter((text) => text !== undefined);
  return name === undefined || value === undefined || values.length + 1 < texts.length
    ? undefined
    : { name, values: [value, ...values] };
}

function among(operands: readonly Expression[], path: Path | undefined): RecognisedPath | undefined {
  if (path?.expression.kind !== 'logical') return undefined;
  const found = all(operands, path.expression.operands);
  return found && { path, operands: found };
}

/** The operands that say what `wanted` says; `undefined` if one of it is missing. */
function all(
  operands: readonly Expression[],
  wanted: readonly Expression[],
): readonly Expression[] | undefined {
  const byText = new Map(operands.map((operand) => [print(operand), operand]));
  const found = wanted.map((one) => byText.get(print(one)));
  return found.every((operand) => operand !== undefined) ? found : undefined;
}

function wildcardOfPath(operand: Expression): string | undefined {
  if (operand.kind !== 'comparison' || operand.operator !== 'strict wildcard') return undefined;
  const { left, right } = operand;
  const isPath = left.kind === 'field' && left.path.length === 0 && left.name === 'http.request.uri.path';
  return isPath && right.kind === 'wildcard' ? right.pattern : undefined;
}

function pathOf(pattern: string): Path | undefined {
  try {
    return Path.pattern(pattern);
  } catch {
    // A wildcard that Path.pattern refuses is none of its own.
    return undefined;
  }
}
