import { setFlagsFromString } from 'node:v8';

/**
 * How much a function runs before V8 optimises it: three times as much as by default. A run of a third of a second is over
 * before what it optimises pays, and V8 spends a third of the time of the processor on that. A run of seconds loses little.
 */
const BUDGET = 400_000;

/**
 * For a command that is over soon. V8 reads the budget again for each function, so it may be set while it runs. Newer versions
 * than that of Node 20 do not know the option, and would say so on the terminal.
 */
export function optimiseLater(): void {
  if (!process.version.startsWith('v20.')) return;
  setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
