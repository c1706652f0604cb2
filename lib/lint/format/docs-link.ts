import { createRequire } from 'node:module';
import type { LintFinding } from '../lint';

/** The part of package.json that says where the pages are. */
interface Manifest {
  readonly version: string;
  readonly repository: { readonly url: string };
}

let base: string | undefined;

/** The page of a lint rule, of the version that is installed. */
export function docsLink({ id }: Pick<LintFinding, 'id'>): string {
  base ??= pages(createRequire(__filename)('waf-exceptions/package.json') as Manifest);
  return `${base}/docs/lint/${id}.md`;
}

function pages({ version, repository: { url } }: Manifest): string {
  return `${url.replace(/^git\+/, '').replace(/\.git$/, '')}/blob/v${version}`;
}
