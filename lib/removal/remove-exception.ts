import { type ExceptionCall, notSure } from './find-exception';
import { type Cleared, withoutLeftovers } from './leftovers';
import { requireMadeOnce } from './made-once';
import { namesIn } from './names';
import { parseFile, type SourceFile, type TypeScript } from './typescript';
import { partOf } from './what-goes';

/** A file without the exception. */
export interface Removal extends Cleared {
  readonly path: string;
}

/**
 * The file without the exception, and without the imports that only it used.
 *
 * @param files All files of the app.
 * @throws InputError `remove/not-sure` where more than the exception would go, or code would need a change
 */
export function removeException(
  typescript: TypeScript,
  files: readonly SourceFile[],
  found: ExceptionCall,
): Removal {
  const { file } = found;
  const {
    node,
    range: [start, end],
  } = partOf(typescript, found);
  requireMadeOnce(typescript, files, found);
  const without = parseFile(typescript, file.path, file.text.slice(0, start) + file.text.slice(end));
  const cleared = withoutLeftovers(typescript, without, namesIn(typescript, node).keys());
  requireParsed(typescript, found, cleared.text);
  return {
    ...cleared,
    path: file.path,
  };
}

/** Nothing is written that the compiler could not read. */
function requireParsed(typescript: TypeScript, found: ExceptionCall, text: string): void {
  const { diagnostics = [] } = typescript.transpileModule(text, {
    fileName: found.file.path,
    reportDiagnostics: true,
    compilerOptions: { target: typescript.ScriptTarget.ESNext },
  });
  const [first] = diagnostics;
  if (first === undefined) return;
  const reason = typescript.flattenDiagnosticMessageText(first.messageText, ' ');
  throw notSure(found, `without it the file could not be read: ${reason}`);
}
