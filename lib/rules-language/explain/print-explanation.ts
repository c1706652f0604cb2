import { escapeControls } from '../../errors';
import type { Explanation } from './explain';
import { print } from '../syntax/print';
import type { Need } from '../evaluate/unknown';

const INDENT = '  ';
/** Wide enough for `unknown`. */
const VERDICT_WIDTH = 9;

/**
 * An explanation as indented text, a line for each part: its verdict, what it is, and what the request has. `>` marks the
 * parts that decided. Safe on a terminal: a pattern may hold what steers it.
 *
 * @example
 * const request = ExecutionContext.fromRequest({ method: 'GET', url: 'https://app.example.com/' });
 * printExplanation(explain(parse('ssl').expression, request)); // '> true     ssl   (ssl is true)'
 */
export function printExplanation(explanation: Explanation): string {
  return linesOf(explanation, 0).join('\n');
}

function linesOf(explanation: Explanation, depth: number): readonly string[] {
  const verdict = [explanation.verdict].flat().map(String).join(' ') || 'none';
  const mark = explanation.decides && explanation.parts.length === 0 ? '> ' : '  ';
  const line = `${mark}${verdict.padEnd(VERDICT_WIDTH)}${INDENT.repeat(depth)}${escapeControls(labelOf(explanation))}`;
  return [line, ...explanation.parts.flatMap((part) => linesOf(part, depth + 1))];
}

function labelOf({ expression, values, needs }: Explanation): string {
  switch (expression.kind) {
    case 'logical':
      return expression.operator;
    case 'not':
      return 'not';
    case 'quantifier':
      return expression.quantifier;
    default: {
      const notes = [
        ...values.map(({ name, shown }) => `${name} is ${shown}`),
        ...needs.filter(({ kind }) => kind !== 'field').map(noteOf),
      ];
      return `${print(expression)}${notes.length === 0 ? '' : `   (${notes.join('; ')})`}`;
    }
  }
}

function noteOf({ kind, name, reason }: Need): string {
  if (kind === 'list') return `the contents of $${name} are not given`;
  return kind === 'function' ? `${name}: ${reason ?? 'unknown function'}` : (reason ?? name);
}
