// Checks that the tag of a release fits, and writes its part of CHANGELOG.md to release/notes.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const { GITHUB_REF_NAME: tag = '', GITHUB_REPOSITORY: repository = '' } = process.env;
const { version, repository: declared } = JSON.parse(readFileSync('package.json', 'utf8'));
const known = declared.url.replace(/^git\+https:\/\/github\.com\/|\.git$/g, '');
const notes = partOf(readFileSync('CHANGELOG.md', 'utf8'));

const problems = [
  tag !== `v${version}` &&
    `the tag is ${tag}, and package.json has version ${version}: tag the commit that sets the version`,
  repository !== known &&
    `this repository is ${repository}, and \`repository\` of package.json is ${known}: npm's provenance needs one name`,
  notes === undefined &&
    `CHANGELOG.md has no part "## ${version} (YYYY-MM-DD)": rename "## Unreleased" to that`,
].filter((problem) => problem !== false);

for (const problem of problems) console.error(`error: ${problem}`);
if (problems.length > 0) process.exit(1);
mkdirSync('release', { recursive: true });
writeFileSync('release/notes.md', `${notes}\n`);

/** The part of this version, without its heading. */
function partOf(changelog) {
  const parts = changelog.split(/^## /m).slice(1);
  const part = parts.find(
    (one) => one.startsWith(`${version} (`) && /^\S+ \(\d{4}-\d{2}-\d{2}\)\n/.test(one),
  );
  return part?.slice(part.indexOf('\n')).trim();
}
