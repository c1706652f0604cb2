import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { minifySync } from 'rolldown/utils';
import { isVendor } from './chunks.mjs';

/**
 * Makes the written files small where it costs their reader nothing.
 *
 * @param {string} folder
 * @param {readonly import('rolldown').OutputChunk[]} chunks
 */
export function finishChunks(folder, chunks) {
  for (const chunk of chunks) {
    const { fileName, map } = chunk;
    const file = join(folder, fileName);
    if (isVendor(chunk)) minify(file);
    else if (map !== null) keepLinesOnly(`${file}.map`);
  }
}

/** Packages of others are debugged in their own sources. */
function minify(file) {
  const options = { compress: true, mangle: true, codegen: { removeWhitespace: true } };
  const { code, errors } = minifySync(file, readFileSync(file, 'utf8'), options);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  writeFileSync(file, code);
  rmSync(`${file}.map`);
}

/**
 * Leaves one place of the sources for each line. The build keeps the lines of the sources, and a stack trace or a breakpoint
 * asks for nothing finer; a map of every word is as large as the code.
 */
function keepLinesOnly(file) {
  const { mappings, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
  const lines = decode(mappings).map((line) => line.slice(0, 1).map((place) => place.slice(0, 4)));
  writeFileSync(file, JSON.stringify({ ...rest, names: [], mappings: encode(lines) }));
}
