import { docsPage } from '../../errors';
import type { LintFinding } from '../lint';

/** The page of a lint rule, of the version that is installed. */
export function docsLink({ id }: Pick<LintFinding, 'id'>): string {
  return docsPage(`lint/${id}.md`);
}
