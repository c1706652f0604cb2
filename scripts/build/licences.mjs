import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const APACHE = 'Apache-2.0';

/**
 * Writes the licences of the packages that the build holds, which is what they ask for. Texts are from the packages, but for
 * the one of Apache: its packages leave it out, and need it only once.
 *
 * @param {string} file
 * @param {readonly import('rolldown').OutputChunk[]} chunks
 */
export function writeLicences(file, chunks) {
  const modules = new Map();
  // What begins with a NUL is no file, but made by the bundler.
  for (const id of chunks.flatMap(({ moduleIds }) => moduleIds.filter((id) => !id.startsWith('\0')))) {
    const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id) ?? [];
    if (folder !== undefined) modules.set(folder, [...(modules.get(folder) ?? []), id]);
  }
  const texts = [...modules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, ids]) => licenceOf(folder, ids));
  if (texts.some((text) => text.includes(APACHE)))
    texts.push(readText(join(import.meta.dirname, 'apache-2.0.txt')));
  writeFileSync(file, texts.join(`\n${'-'.repeat(80)}\n\n`));
}

function licenceOf(folder, modules) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((entry) => /^(?:licen[cs]e|notice)/i.test(entry));
  const texts = files.length > 0 ? files.map((entry) => readText(join(folder, entry))) : headsOf(modules);
  if (texts.length === 0) throw new Error(`${name} has no licence`);
  return `${[`${name} ${version}, ${license}`, ...texts.map((text) => text.trim())].join('\n\n')}\n`;
}

/** The comments about rights, with which the files of a package begin. */
function headsOf(modules) {
  const heads = modules.map((id) => /^(?:\/\/.*\n)+/.exec(readText(id))?.[0] ?? '');
  return [...new Set(heads)]
    .filter((head) => head.includes('Copyright'))
    .map((head) => head.replace(/^\/\/ ?/gm, ''));
}

function readText(file) {
  return readFileSync(file, 'utf8');
}
