import { posix } from 'node:path';
import { projectFiles, read } from './source-files';

/** The pages that people read. */
export function pages(): readonly string[] {
  return projectFiles().filter((path) =>
    /^(?:README|CONTRIBUTING|docs\/.*|examples\/.*)\.?.*\.md$/.test(path),
  );
}

/** A fenced block of a page. */
export interface CodeBlock {
  readonly page: string;
  /** Line of the page, from 1, on which the code starts. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
}

/** The fenced blocks of a page. */
export function codeBlocks(page: string, text: string): readonly CodeBlock[] {
  return [...text.matchAll(/^( *)```(\w+)[^\n]*\n([^]*?)^ *```$/gm)].map(
    ({ index, 1: indent = '', 2: language = '', 3: code = '' }) => ({
      page,
      line: text.slice(0, index).split('\n').length + 1,
      language,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** The links of a page that lead nowhere: to a file or a heading that the repository does not hold. */
export function brokenLinks(
  page: string,
  text: string,
  files: ReadonlySet<string> = new Set(projectFiles()),
): readonly string[] {
  const prose = text.replaceAll(/^( *)```[^]*?^ *```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
  const targets = [
    ...[...prose.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g)].map(([, target = '']) => target),
    ...[...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)].map(([, target = '']) => target),
  ].filter((target) => !/^[a-z][a-z+.-]*:/i.test(target));
  return targets.flatMap((target) => {
    const [path = '', heading] = target.split('#');
    const file = path === '' ? page : posix.join(posix.dirname(page), path).replace(/\/$/, '');
    const isFolder = [...files].some((name) => name.startsWith(`${file}/`));
    if (file !== page && !files.has(file) && !isFolder) return [`${page}: no file ${target}`];
    if (heading === undefined) return [];
    const headings = isFolder ? [] : headingIds(file === page ? text : read(file));
    return headings.includes(heading) ? [] : [`${page}: no heading ${target}`];
  });
}

/** The ids that GitHub gives to the headings of a page. */
function headingIds(text: string): readonly string[] {
  const seen = new Map<string, number>();
  const prose = text.replaceAll(/^( *)```[^]*?^ *```$/gm, '');
  return [...prose.matchAll(/^#{1,6} +(.+?)(?: +#+)?$/gm)].map(([, title = '']) => {
    const id = title
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(id) ?? 0;
    seen.set(id, count + 1);
    return count === 0 ? id : `${id}-${count}`;
  });
}
