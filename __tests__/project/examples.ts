import ts from 'typescript';
import type { CodeBlock } from './markdown';
import { publicNames } from './public-names';
import { projectFiles, read } from './source-files';

/** A thing that users write by name: an exported value, or a static factory of an exported class. */
export interface PublicThing {
  /** `WafException`, or `Path.under`. */
  readonly name: string;
  readonly examples: readonly CodeBlock[];
}

const FOLDERS = /^lib\/(?:constructs|errors|exceptions|managed-rules)\//;

/** What `waf-exceptions` exports as a value, with the examples of its doc comment. Types are shown by what takes them. */
export function publicThings(): readonly PublicThing[] {
  const { values } = publicNames();
  return projectFiles()
    .filter((file) => FOLDERS.test(file))
    .flatMap((file) => {
      const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022, true);
      return source.statements.flatMap((node) =>
        isNamed(node) && isExported(node) && values.includes(node.name.text)
          ? [thing(node.name.text, node, source), ...factories(node.name.text, node, source)]
          : [],
      );
    });
}

type Named = (ts.ClassDeclaration | ts.FunctionDeclaration) & { readonly name: ts.Identifier };

function isNamed(node: ts.Node): node is Named {
  return (ts.isClassDeclaration(node) || ts.isFunctionDeclaration(node)) && node.name !== undefined;
}

function isExported(node: Named): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

function factories(owner: string, node: Named, source: ts.SourceFile): readonly PublicThing[] {
  if (!ts.isClassDeclaration(node)) return [];
  return node.members.flatMap((member) => {
    const kinds = ts.canHaveModifiers(member) ? (member.modifiers ?? []).map(({ kind }) => kind) : [];
    const isPublic =
      ts.isMethodDeclaration(member) &&
      kinds.includes(ts.SyntaxKind.StaticKeyword) &&
      !kinds.includes(ts.SyntaxKind.PrivateKeyword) &&
      !ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal');
    return isPublic ? [thing(`${owner}.${member.name.getText(source)}`, member, source)] : [];
  });
}

function thing(name: string, node: ts.Node, source: ts.SourceFile): PublicThing {
  const tags = ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === 'example');
  return {
    name,
    examples: tags.map((tag) => ({
      page: source.fileName,
      // The context stands in place of the tag.
      line: source.getLineAndCharacterOfPosition(tag.getStart(source)).line + 1,
      language: 'ts',
      code: `// in an example\n${(ts.getTextOfJSDocComment(tag.comment) ?? '').trim()}\n`,
    })),
  };
}
