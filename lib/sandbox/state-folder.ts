import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { InputError, show } from '../errors';

/** The file that marks a folder as a sandbox's own. */
const MARKER = 'waf-sandbox.txt';

/** What `--reset` forgets. */
const STATE = [
  'cloudflare.json',
  'cloudflare.events.ndjson',
  'cloudflare.requests.ndjson',
  'terraform',
  'cdktf.out',
  'home',
];

/** Everything that a sandbox writes into its folder. */
const OURS = [...STATE, 'bin', 'sandbox.pid'];

/** What programs leave in every folder. */
const NOBODYS = ['.DS_Store', '.gitignore', '.gitkeep', 'Thumbs.db', 'desktop.ini'];

const MARKER_TEXT = `\`waf sandbox\` keeps its zones and states in this folder. With --reset it deletes
${STATE.join(', ')} in it. Where this file is missing, it deletes nothing.
`;

/**
 * Makes the folder of a sandbox, or finds it again by its marker. A folder in which somebody else has put something is
 * refused: it is marked for good, and what is added to it later could bear a name that `--reset` deletes.
 *
 * @returns The real path, without links.
 * @throws InputError `sandbox/state`
 */
export function claimStateFolder(given: string): string {
  const refused = (problem: string, help: string) =>
    new InputError('sandbox/state', { message: `--state ${problem}, got: ${show(given)}`, help });
  const wanted = resolve(given);
  try {
    const help = 'name a folder; one that does not exist is made';
    const target = statSync(wanted, { throwIfNoEntry: false });
    if (target?.isDirectory() === false) throw refused('must be a folder, and this is a file', help);
    if (target === undefined && isLink(wanted)) throw refused('is a link to nothing', help);
    mkdirSync(wanted, { recursive: true });
    const directory = realpathSync(wanted);
    if (!isMarked(directory)) {
      if (isWorkplace(directory)) {
        throw refused('must not be the folder that you work in, or one above it', 'name a folder of its own');
      }
      const foreign = foreignIn(directory);
      if (foreign !== undefined) {
        throw refused(
          OURS.includes(foreign)
            ? `names a folder that no sandbox has marked as its own, and its ${show(foreign)} would be overwritten`
            : `names a folder that no sandbox has marked as its own, and that holds ${show(foreign)}`,
          `name an empty one, or one that does not exist; if a sandbox of an earlier version made it, delete it, or write a file ${MARKER} into it`,
        );
      }
      writeFileSync(join(directory, MARKER), MARKER_TEXT, { flag: 'wx' });
    }
    const link = OURS.find((name) => isLink(join(directory, name)));
    if (link !== undefined) {
      throw refused(
        `names a folder in which ${link} is a link, which could lead out of it`,
        'delete the link',
      );
    }
    return directory;
  } catch (error) {
    if (error instanceof InputError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw refused(`cannot be used (${reason})`, 'name a folder that you may write to');
  }
}

/** Forgets what a claimed folder holds; anything else in it is not ours to delete. */
export function resetStateFolder(directory: string): void {
  // A link is deleted and not followed.
  for (const name of STATE) rmSync(join(directory, name), { recursive: true, force: true });
}

/** Something that is neither nobody's nor the folder of another sandbox; what would be overwritten comes first. */
function foreignIn(directory: string): string | undefined {
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() || !isMarked(join(directory, entry.name)))
    .map(({ name }) => name)
    .filter((name) => !NOBODYS.includes(name));
  return names.find((name) => OURS.includes(name)) ?? names[0];
}

function isMarked(folder: string): boolean {
  // A link there could be anybody's.
  return lstatSync(join(folder, MARKER), { throwIfNoEntry: false })?.isFile() === true;
}

/** Where the user's own files are: the root, the home folder, the working folder, and what is above them. */
function isWorkplace(directory: string): boolean {
  return [homedir(), process.cwd()]
    .filter((place) => existsSync(place))
    .some((place) =>
      `${realpathSync(place)}${sep}`.startsWith(
        directory === dirname(directory) ? directory : `${directory}${sep}`,
      ),
    );
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
