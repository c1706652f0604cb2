import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { InputError } from '../../lib/errors';

/** Folder of what the lab runs: the application, its packages, and the configuration of nginx and gunicorn. */
export const EXAMPLE = resolve(__dirname, '../../examples/incident-lab');

/** The programs of the lab, by their paths. */
export interface Parts {
  readonly nginx: string;
  readonly gunicorn: string;
  /** The Python that has the rule engine. */
  readonly python: string;
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly curl: string;
  /** Chromium, or a browser that is made of it. */
  readonly browser: string;
}

const VENV = 'examples/incident-lab/.venv';

/** What installs the Python packages, from the folder of the repository. */
const INSTALL_PACKAGES = `python3 -m venv ${VENV} && ${VENV}/bin/pip install --require-hashes -r examples/incident-lab/requirements.txt`;

/** Where Debian and Ubuntu install the rules that the edge runs. */
const CORE_RULES = '/usr/share/modsecurity-crs/rules';

/** Each program under the names that systems have for it, and Debian's package. */
const PROGRAMS: Readonly<
  Record<
    Exclude<keyof Parts, 'gunicorn' | 'python'>,
    { readonly names: readonly string[]; readonly package: string }
  >
> = {
  nginx: { names: ['nginx'], package: 'nginx' },
  ffmpeg: { names: ['ffmpeg'], package: 'ffmpeg' },
  ffprobe: { names: ['ffprobe'], package: 'ffmpeg' },
  curl: { names: ['curl'], package: 'curl' },
  browser: {
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    package: 'chromium',
  },
};

/**
 * Looks for the parts of the lab.
 *
 * @throws InputError `lab/parts` that names all that is missing, and what installs it
 */
export function findParts(path = process.env['PATH'] ?? '', example = EXAMPLE): Parts {
  // Debian has nginx in a folder that is on the PATH of root alone.
  const folders = [...path.split(delimiter), '/usr/local/sbin', '/usr/sbin'];
  const find = (names: readonly string[]) =>
    names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
  const found = Object.entries(PROGRAMS).map(
    ([part, { names, package: name }]) => [part, find(names), name] as const,
  );
  const [gunicorn = '', python = ''] = ['gunicorn', 'python'].map((name) => join(example, '.venv/bin', name));
  const packages = [
    ...new Set(found.flatMap(([, file, name]) => (file === undefined ? [name] : []))),
    ...(existsSync(CORE_RULES) ? [] : ['modsecurity-crs']),
  ];
  const isInstalled = existsSync(gunicorn);
  if (packages.length > 0 || !isInstalled) {
    const missing = [...packages, ...(isInstalled ? [] : ['the Python packages of the application'])];
    throw new InputError('lab/parts', {
      message: `the lab needs ${missing.join(', ')}, which this machine does not have`,
      help: [
        ...(packages.length > 0 ? [`apt-get install ${packages.join(' ')}`] : []),
        ...(isInstalled ? [] : [`${packages.length > 0 ? 'and ' : ''}${INSTALL_PACKAGES}`]),
      ].join('\n        '),
    });
  }
  return Object.fromEntries([
    ...found.map(([part, file]) => [part, file]),
    ['gunicorn', gunicorn],
    ['python', python],
  ]) as Parts;
}
