import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SCRIPT = resolve('scripts/release-notes.mjs');
const CHANGELOG = `# Changelog

## Unreleased

- Later.

## 0.2.0 (2026-11-29)

### Added

- This.

## 0.2.0-rc.1 (2026-11-01)

- Before.
`;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function release(
  version: string,
  { tag = `v${version}`, repository = 'acme/waf', changelog = CHANGELOG } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'waf-release-'));
  folders.push(folder);
  const url = 'git+https://github.com/acme/waf.git';
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version, repository: { type: 'git', url } }));
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog);
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT], {
    cwd: folder,
    encoding: 'utf8',
    env: { GITHUB_REF_NAME: tag, GITHUB_REPOSITORY: repository },
  });
  const notes = join(folder, 'release/notes.md');
  return { status, stderr, notes: existsSync(notes) ? readFileSync(notes, 'utf8') : undefined };
}

test.each([
  ['0.2.0', '### Added\n\n- This.\n'],
  ['0.2.0-rc.1', '- Before.\n'],
])('the notes of %s are its part of the changelog', (version, notes) => {
  expect(release(version)).toEqual({ status: 0, stderr: '', notes });
});

test.each<[title: string, parts: Parameters<typeof release>[1], error: RegExp]>([
  [
    'a tag of another version',
    { tag: 'v0.3.0' },
    /the tag is v0\.3\.0, and package\.json has version 0\.2\.0/,
  ],
  [
    'a fork',
    { repository: 'mallory/waf' },
    /this repository is mallory\/waf, and `repository` of package\.json is acme\/waf/,
  ],
  [
    'a version that was not cut',
    { changelog: CHANGELOG.replace('## 0.2.0 (', '## 0.2.0-x (') },
    /no part "## 0\.2\.0 /,
  ],
  ['a part without a day', { changelog: CHANGELOG.replace(' (2026-11-29)', '') }, /no part "## 0\.2\.0 /],
])('%s is refused, and nothing is written', (_, parts, error) => {
  const { status, stderr, notes } = release('0.2.0', parts);
  expect(stderr).toMatch(error);
  expect([status, notes]).toEqual([1, undefined]);
});
