import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { EvidenceVisitor } from '../evidence';
import type { OpenInput } from '../input/open-input';
import { takeRecord } from './record';

/** How Logpush writes CSV: without a header, and with the delimiter of the job. */
export interface CsvForm {
  /** The fields in the order of the job. */
  readonly columns: readonly string[];
  readonly delimiter: string;
}

/** Reads Logpush's CSV. A row with more or fewer fields than the job has is broken: nobody knows which is which. */
export async function visitCsv(
  { name: source, bytes }: OpenInput,
  { columns, delimiter }: CsvForm,
  visitor: EvidenceVisitor,
): Promise<void> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    info: true,
    skip_empty_lines: true,
    on_skip: (error) => {
      const line: unknown = error?.['lines'];
      visitor.broken(typeof line === 'number' ? { source, line } : { source }, 'it is no CSV');
      return undefined;
    },
    skip_records_with_error: true,
  });
  const rows = Readable.from(bytes, { objectMode: false })
    .on('error', (error) => parser.destroy(error))
    .pipe(parser);
  for await (const row of rows as AsyncIterable<{
    readonly record: readonly string[];
    readonly info: { readonly lines: number };
  }>) {
    const { record } = row;
    const place = { source, line: row.info.lines };
    if (record.length !== columns.length) {
      visitor.broken(place, `it has ${record.length} fields, and \`--columns\` ${columns.length}`);
      continue;
    }
    // The header that somebody added.
    if (record.every((value, index) => value === columns[index])) continue;
    const object = Object.fromEntries(columns.map((column, index) => [column, record[index]]));
    if (!takeRecord(object, place, visitor)) visitor.broken(place, 'it is no event or request');
  }
}
