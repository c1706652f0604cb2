import { repository, version } from '../../package.json';

const PAGES = `${repository.url.replace(/^git\+/, '').replace(/\.git$/, '')}/blob/v${version}/docs`;

/**
 * The address of a page, in the version that is installed. The package holds no pages.
 *
 * @param path From `docs`, such as `cli/lint.md`.
 */
export function docsPage(path: string): string {
  return `${PAGES}/${path}`;
}
