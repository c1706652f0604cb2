import { relative } from 'node:path';
import ts from 'typescript';
import type { CodeBlock } from './markdown';
import { ENTRY_POINTS, type EntryPoint, publicNames } from './public-names';
import { ROOT } from './source-files';

/** A thing that users write by name: what an entry point exports, or a static factory of such a class. */
export interface PublicThing {
  /** `WafException`, or `Path.under`. */
  readonly name: string;
  /** What its doc comment says, without the tags. */
  readonly text: string;
  readonly examples: readonly CodeBlock[];
}

/** Each once, whatever entry point exports it. */
export function publicThings(): readonly PublicThing[] {
  const things = (Object.keys(ENTRY_POINTS) as EntryPoint[])
    .flatMap((entryPoint) => publicNames(entryPoint))
    .flatMap(({ name, declaration }) => [thing(name, declaration), ...factories(name, declaration)]);
  return [...new Map(things.map((one) => [one.name, one])).values()];
}

function factories(owner: string, node: ts.Declaration): readonly PublicThing[] {
  if (!ts.isClassDeclaration(node)) return [];
  return node.members.flatMap((member) => {
    const kinds = ts.canHaveModifiers(member) ? (member.modifiers ?? []).map(({ kind }) => kind) : [];
    const isPublic =
      ts.isMethodDeclaration(member) &&
      kinds.includes(ts.SyntaxKind.StaticKeyword) &&
      !kinds.includes(ts.SyntaxKind.PrivateKeyword) &&
      !ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal');
    return isPublic ? [thing(`${owner}.${member.name.getText()}`, member)] : [];
  });
}

function thing(name: string, node: ts.Declaration): PublicThing {
  const source = node.getSourceFile();
  const comments = ts.getJSDocCommentsAndTags(node).filter((comment) => ts.isJSDoc(comment));
  const tags = ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === 'example');
  return {
    name,
    text: comments.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '').join('\n'),
    examples: tags.map((tag) => ({
      page: relative(ROOT, source.fileName),
      // The context stands in place of the tag.
      line: source.getLineAndCharacterOfPosition(tag.getStart(source)).line + 1,
      language: 'ts',
      code: `// in an example\n${(ts.getTextOfJSDocComment(tag.comment) ?? '').trim()}\n`,
    })),
  };
}
