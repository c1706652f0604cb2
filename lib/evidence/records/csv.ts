import type { EvidenceVisitor } from '../evidence';
import { eachLine } from '../input/lines';
import type { OpenInput } from '../input/open-input';
import { csvFields } from './csv-fields';
import { takeRecord } from './record';

/** How Logpush writes CSV: without a header, and with the delimiter of the job. */
export interface CsvForm {
  /** The fields in the order of the job. */
  readonly columns: readonly string[];
  readonly delimiter: string;
}

/** A quoted field may have as many lines; a quote that is open for longer is a mistake of its line. */
const MOST_LINES = 20;

interface Line {
  readonly text: string;
  readonly number: number | undefined;
}

/** Reads Logpush's CSV. A row with more or fewer fields than the job has is broken: it is not known which is which. */
export async function visitCsv(
  { name: source, bytes }: OpenInput,
  { columns, delimiter }: CsvForm,
  visitor: EvidenceVisitor,
): Promise<void> {
  let open: Line[] = [];
  await eachLine(bytes, (line, number) => {
    add({ text: line.toString(), number });
  });
  while (open.length > 0) giveUp('a quote is open in it');

  function add(line: Line): void {
    open.push(line);
    const fields = csvFields(open.map(({ text }) => text).join('\n'), delimiter);
    if (fields === 'open') {
      if (open.length === MOST_LINES) giveUp('a quote is open in it');
    } else if (fields === 'wrong') {
      giveUp('a quote ends within a field of it');
    } else if (fields.length !== columns.length) {
      giveUp(`it has ${fields.length} fields, but \`--columns\` names ${columns.length}`);
    } else {
      take(fields, open[0]);
      open = [];
    }
  }

  /** The first of the open lines is broken, and the others are read by themselves. */
  function giveUp(why: string): void {
    const [first, ...others] = open;
    visitor.broken(placeOf(first), why);
    open = [];
    others.forEach(add);
  }

  function take(fields: readonly string[], line: Line | undefined): void {
    // The header that someone added.
    if (fields.every((value, index) => value === columns[index])) return;
    const record = Object.fromEntries(columns.map((column, index) => [column, fields[index]]));
    if (!takeRecord(record, placeOf(line), visitor))
      visitor.broken(placeOf(line), 'it is not an event or request');
  }

  function placeOf(line: Line | undefined): { readonly source: string; readonly line?: number } {
    return line?.number === undefined ? { source } : { source, line: line.number };
  }
}
