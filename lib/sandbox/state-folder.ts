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

const MARKER_TEXT = `\`waf sandbox\` keeps its zones and states in this folder. With --reset, it deletes
${STATE.join(', ')} in it. Without this file, it deletes nothing.
`;

/**
 * Makes the folder of a sandbox, or finds it again by its marker. A folder in which someone else has put something is
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
    const help = 'name a folder; it is created if it does not exist';
    const target = statSync(wanted, { throwIfNoEntry: false });
    if (target?.isDirectory() === false) throw refused('must be a folder, but this is a file', help);
    if (target === undefined && isLink(wanted)) throw refused('is a link to nothing', help);
    mkdirSync(wanted, { recursive: true });
    const directory = realpathSync(wanted);
    if (!isMarked(directory)) {
      if (isWorkplace(directory)) {
        throw refused('must not be the working folder or one of its parents', 'name a separate folder');
      }
      const foreign = foreignIn(directory);
      if (foreign !== undefined) {
        throw refused(
          OURS.includes(foreign)
            ? `names a folder without the mark of a sandbox, and its ${show(foreign)} would be overwritten`
            : `names a folder without the mark of a sandbox that holds ${show(foreign)}`,
          `name an empty folder, or one that does not exist; if an earlier version of the sandbox made it, delete it, or create a file ${MARKER} in it`,
        );
      }
      writeFileSync(join(directory, MARKER), MARKER_TEXT, { flag: 'wx' });
    }
    const link = OURS.find((name) => isLink(join(directory, name)));
    if (link !== undefined) {
      throw refused(
        `names a folder in which ${link} is a link, which could point outside it`,
        'delete the link',
      );
    }
    return directory;
  } catch (error) {
    if (error instanceof InputError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw refused(`cannot be used (${reason})`, 'name a folder that you can write to');
  }
}

/** Forgets what a claimed folder holds; anything else in it is not ours to delete. */
export function resetStateFolder(directory: string): void {
  // A link is deleted and not followed.
  for (const name of STATE) rmSync(join(directory, name), { recursive: true, force: true });
}

/** Something that is not the folder of another sandbox; what would be overwritten comes first. */
function foreignIn(directory: string): string | undefined {
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() || !isMarked(join(directory, entry.name)))
    .map(({ name }) => name)
    .filter((name) => !NOBODYS.includes(name));
  return names.find((name) => OURS.includes(name)) ?? names[0];
}

function isMarked(folder: string): boolean {
  // A link there could be anyone's.
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
