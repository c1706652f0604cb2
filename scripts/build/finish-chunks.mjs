import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { minifySync } from 'rolldown/utils';
import { isVendor } from './chunks.mjs';

/** Makes the code small. Names of functions and classes stay: a stack trace shows them. So do statements, each on a line. */
export const MINIFY = {
  compress: { keepNames: { function: true, class: true }, sequences: false, joinVars: false },
  mangle: { keepNames: true, reserved: ['exports', 'module', 'require'] },
  codegen: { removeWhitespace: true },
};

/** In packages of others, only classes keep their names: what an error is says more than which function made it. */
const MINIFY_VENDOR = {
  compress: { keepNames: { function: false, class: true } },
  mangle: { toplevel: true, keepNames: { function: false, class: true } },
  codegen: { removeWhitespace: true },
};

/**
 * Breaks our code into lines again, with a map of the lines. Packages of others have none: they are debugged in their own
 * sources.
 *
 * @param {string} folder
 * @param {readonly import('rolldown').OutputChunk[]} chunks
 */
export function finishChunks(folder, chunks) {
  refuseCycles(chunks);
  for (const chunk of chunks) {
    const file = join(folder, chunk.fileName);
    if (isVendor(chunk)) {
      rmSync(`${file}.map`);
      writeFileSync(file, minifySync(file, chunk.code, MINIFY_VENDOR).code);
    } else if (chunk.map !== null) writeLines(file, chunk);
  }
}

/** In a cycle, a chunk would read a name of another before its value is there. */
function refuseCycles(chunks) {
  const importsOf = new Map(chunks.map(({ fileName, imports }) => [fileName, imports]));
  const visit = (fileName, importers) => {
    if (importers.includes(fileName))
      throw new Error(`chunks in a cycle: ${[...importers, fileName].join(', ')}`);
    for (const imported of importsOf.get(fileName) ?? []) visit(imported, [...importers, fileName]);
    importsOf.delete(fileName);
  };
  for (const { fileName } of chunks) visit(fileName, []);
}

function writeLines(file, { code: bundled, fileName, map }) {
  const code = withPlainExports(bundled);
  const sources = map.sourcesContent.map((text) => text.split('\n'));
  const places = decode(map.mappings);
  const lines = code.split('\n').flatMap((line, index) => breakLine(line, places[index] ?? [], sources));
  const mappings = encode(lines.map(({ place }) => place));
  writeFileSync(file, `${lines.map(({ text }) => text).join('\n')}\n//# sourceMappingURL=${fileName}.map\n`);
  writeFileSync(`${file}.map`, JSON.stringify({ version: 3, sources: map.sources, names: [], mappings }));
}

/**
 * The bundler makes a getter of each name that another chunk imports: hundreds of functions that every start makes. A value
 * does as well, because the getters are at the end of the file, and none of our modules assigns to a name that it exports.
 */
function withPlainExports(code) {
  const exported = [];
  const rest = code.replace(
    /Object\.defineProperty\(exports,"([\w$]+)",\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\);?/g,
    (_, name, value) => {
      exported.push(`${name}:${value}`);
      return '';
    },
  );
  return exported.length === 0 ? code : `${rest.trimEnd()}module.exports={${exported}};`;
}

/**
 * A statement is on a line of its own where it is so in the sources, and the map has one place for each line: a stack trace or
 * a breakpoint asks for nothing finer, and a map of every word is as large as the code.
 */
function breakLine(line, places, sources) {
  // Nothing but the end of a statement or of a block comes before: a break within an expression could change it.
  const breaks = places.filter(
    ([column, source, row, sourceColumn]) =>
      source !== undefined &&
      endsStatement(line.slice(Math.max(0, column - 9), column)) &&
      // A text after `${...}` begins after a brace as well, but it begins no line of the sources.
      sources[source][row].slice(0, sourceColumn).trim() === '',
  );
  const starts = [...new Set([0, ...breaks.map(([column]) => column)])];
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? line.length;
    const first = places.find((place) => place[0] >= start && place[0] < end && place.length > 1);
    return {
      text: inAscii(line.slice(start, end)),
      // Without the column: it would be where the line begins, which says nothing and takes a quarter of the map.
      place: first === undefined ? [] : [[0, first[1], first[2], 0]],
    };
  });
}

/**
 * Whether a text is the end of a statement or opens a block. The brace of an object also follows a colon, but one behind a name:
 * a `case` ends in a string.
 */
function endsStatement(text) {
  return /[;{}]$/.test(text) && !/(?:[(,=[?&|.]|[^`]:|\breturn)\{$/.test(text);
}

/** One character outside of Latin 1 makes Node keep the whole file in twice the memory, and read it more slowly. */
function inAscii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
