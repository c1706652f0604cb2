// eslint-disable-next-line @typescript-eslint/no-require-imports -- Jest loads this file as CommonJS
const vm = require('node:vm');
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { TestEnvironment } = require('jest-environment-node');

/** What V8 made of the files that were loaded in this process, by their names. */
const compiled = new Map();
const { compileFunction } = vm;

/**
 * Jest loads each file anew for each file of tests, and V8 would read its code again each time: an eighth of the time of the
 * unit tests.
 */
vm.compileFunction = (code, parameters, options) => {
  const known = compiled.get(options.filename);
  if (known?.code === code) return compileFunction(code, parameters, { ...options, cachedData: known.data });
  const made = compileFunction(code, parameters, { ...options, produceCachedData: true });
  compiled.set(options.filename, { code, data: made.cachedData });
  return made;
};

module.exports = TestEnvironment;
