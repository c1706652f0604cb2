import { InputError, readJson, safeJson, show } from '../../errors';
import {
  compile,
  evaluate,
  ExecutionContext,
  type Expression,
  locationOf,
  parse,
  RulesLanguageError,
  visit,
} from '../../rules-language';
import { readFields } from './read-field';
import { isRecord, readLists, readRequestContext } from './read-request';

/** One line of input, or why it could not be read, with its answer: one line of JSON without its end. Never throws. */
export function answerCase(line: string | InputError): string {
  try {
    if (typeof line !== 'string') throw line;
    const given = readLine(line);
    if (!isRecord(given)) throw wrongShape(`a case must be an object, got: ${show(given)}`);
    const expression = readExpression(given['expr']);
    const { verdict, needs } = evaluate(compile(expression), readContext(given, expression));
    return verdict === 'unknown' ? safeJson({ verdict, needs }, 0) : `{"verdict":${String(verdict)}}`;
  } catch (error) {
    return safeJson({ error: errorOf(error) }, 0);
  }
}

/** The mistake of a case; `line` and `col` are its place in the expression, and 1 where it is not in the expression. */
interface AnsweredError {
  readonly code: string;
  readonly line: number;
  /** In bytes, as Cloudflare counts. */
  readonly col: number;
  readonly message: string;
}

function errorOf(error: unknown): AnsweredError {
  if (error instanceof RulesLanguageError) {
    const [first] = error.errors;
    const { line, column } = locationOf(error.text, first?.reportedAt ?? first?.range.start ?? 0);
    return { code: first?.code ?? '', line, col: column, message: first?.message ?? error.message };
  }
  if (error instanceof InputError) {
    return { code: error.code, line: 1, col: 1, message: error.summary };
  }
  // A mistake of ours: it must not keep the other cases from their answers.
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'case/internal', line: 1, col: 1, message: `the case cannot be evaluated: ${message}` };
}

function readLine(line: string): unknown {
  try {
    return readJson(line);
  } catch {
    throw new InputError('case/json', { message: 'the line is not JSON', help: CASE });
  }
}

const CASE = 'write {"expr": "ssl", "ctx": {"ssl": true}}';

function wrongShape(message: string): InputError {
  return new InputError('case/shape', { message, help: CASE });
}

function readExpression(expr: unknown): Expression {
  if (typeof expr === 'string') return parse(expr).expression;
  throw wrongShape(`\`expr\` must be a text, got: ${show(expr)}`);
}

function readContext(given: Readonly<Record<string, unknown>>, expression: Expression): ExecutionContext {
  const { ctx, request, lists = {} } = given;
  if ((ctx === undefined) === (request === undefined)) {
    throw wrongShape('a case has either `ctx` or `request`');
  }
  if (request !== undefined) return readRequestContext(request);
  if (!isRecord(ctx)) throw wrongShape(`\`ctx\` must be an object, got: ${show(ctx)}`);
  const contents = readLists(lists);
  if (contents === undefined) {
    throw wrongShape(`\`lists\` must be an object of arrays of texts or numbers, got: ${show(lists)}`);
  }
  return ExecutionContext.fromFields(readFields(ctx), {
    absent: 'missing',
    lists: { ...emptyLists(expression), ...contents },
  });
}

/** As a field that `ctx` leaves out has no value, a list that is left out has no items. */
function emptyLists(expression: Expression): Readonly<Record<string, readonly []>> {
  const names: string[] = [];
  visit(expression, (node) => {
    if (node.kind === 'list') names.push(node.name);
  });
  return Object.fromEntries(names.map((name) => [name, []]));
}
