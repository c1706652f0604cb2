import { inspect } from 'node:util';
import ts from 'typescript';

/** What an example says that an expression gives, and what it gives. */
export interface ShownResult {
  readonly expression: string;
  /** The comment behind it, such as `// true`. */
  readonly said: string;
  readonly is: string;
}

/**
 * Runs an example. The comment behind an expression on its own is taken for its value, as Node prints it:
 * `print(fields.ssl); // 'ssl'`.
 *
 * @param names what the code may use
 * @param self its `this`
 */
export function runExample(
  code: string,
  names: Readonly<Record<string, unknown>>,
  self: object,
): readonly ShownResult[] {
  const results: ShownResult[] = [];
  const show = (is: unknown, expression: string, said: string) => {
    results.push({ expression, said, is: inspect(is, { breakLength: Infinity, depth: null }) });
  };
  const { outputText } = ts.transpileModule(withShownResults(code), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  /* eslint-disable-next-line @typescript-eslint/no-implied-eval --
     It is code of this repository, and a module could not be given its names. */
  new Function(SHOW, ...Object.keys(names), `{ ${outputText} }`).call(self, show, ...Object.values(names));
  return results;
}

const SHOW = 'show$';

/** Each expression with a comment behind it hands its value on. */
function withShownResults(code: string): string {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const found: { readonly node: ts.Expression; readonly said: string }[] = [];
  const look = (node: ts.Node): void => {
    node.forEachChild(look);
    if (!ts.isExpressionStatement(node)) return;
    const [comment] = ts.getTrailingCommentRanges(code, node.end) ?? [];
    if (comment?.kind !== ts.SyntaxKind.SingleLineCommentTrivia) return;
    found.push({ node: node.expression, said: code.slice(comment.pos + 2, comment.end).trim() });
  };
  look(source);
  return found
    .sort((a, b) => b.node.pos - a.node.pos)
    .reduce((text, { node, said }) => {
      const expression = node.getText(source);
      const call = `${SHOW}(${expression}, ${JSON.stringify(expression)}, ${JSON.stringify(said)})`;
      return text.slice(0, node.getStart(source)) + call + text.slice(node.end);
    }, code);
}
