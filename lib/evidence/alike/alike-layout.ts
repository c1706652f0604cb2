import type { LoggedRequest, RequestFacts } from '../evidence';
import { loggedRequest } from '../records/logged-request';
import { placeFacts } from '../records/request-facts';
import { Kinds } from './kinds';
import type { FieldNames, RowLayout, Values } from './row-layout';

/** How to count rows of the request log that differ in nothing that matters. */
export interface AlikeRows {
  /** The fields that matter besides host and path: no more than 27, so that they are bits of a number. */
  readonly decisive: FieldNames;
  /** Takes a row of these fields only; what it gives says what counts such rows of a host and path. */
  readonly counterOf: (row: LoggedRequest) => CounterOf;
}

type CounterOf = (request: Pick<RequestFacts, 'host' | 'path'>) => Counter;

/** Counts so many rows more. */
type Counter = (rows: number) => void;

/** Where host and path are. */
const PLACE: FieldNames = new Map([
  ['clientrequesthost', undefined],
  ['clientrequesthttphost', undefined],
  ['clientrequestpath', undefined],
  ['clientrequesturi', 'clientrequestpath'],
]);

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Counts the rows of one layout. */
export class AlikeLayout {
  private readonly all: Values;
  private readonly decisive: Values;
  private readonly place: Values;
  private readonly kinds = new Kinds();
  /** By kind; they are called at last, which for each row would take longer than to read it. */
  private readonly counters: Counter[] = [];
  /** Of many kinds few differ in more than host and path, and to judge a row takes longer than to read it. */
  private readonly decisiveKinds = new Kinds(2 ** 12);
  private readonly counterOfs: CounterOf[] = [];

  constructor(
    private readonly layout: RowLayout,
    private readonly source: string,
    private readonly alike: AlikeRows,
  ) {
    this.all = layout.values(new Map([...alike.decisive, ...PLACE]));
    this.decisive = layout.values(alike.decisive);
    this.place = layout.values(PLACE);
  }

  /** Counts the row that begins here, and says where its line ends; -1 if it has another layout. */
  take(bytes: Buffer, view: DataView, start: number, line: number): number {
    const end = this.layout.read(bytes, view, start);
    if (end < 0) return -1;
    const newline = bytes[end] === RETURN ? end + 1 : end;
    if (bytes[newline] !== NEWLINE) return -1;
    this.all.find(bytes, view);
    const kind = this.kinds.count(this.all);
    if (kind < 0) this.newCounter(bytes, view, line)(1);
    else if (kind === this.counters.length) this.counters.push(this.newCounter(bytes, view, line));
    return newline;
  }

  /** Hands over what was counted. */
  finish(): void {
    this.counters.forEach((counter, kind) => {
      counter(this.kinds.countOf(kind));
    });
  }

  private newCounter(bytes: Buffer, view: DataView, line: number): Counter {
    this.decisive.find(bytes, view);
    this.place.find(bytes, view);
    const kind = this.decisiveKinds.count(this.decisive);
    let counterOf = this.counterOfs[kind];
    if (counterOf === undefined) {
      counterOf = this.alike.counterOf(
        loggedRequest(this.decisive.fields(bytes), { source: this.source, line }),
      );
      if (kind >= 0) this.counterOfs.push(counterOf);
    }
    return counterOf(placeFacts(this.place.fields(bytes)));
  }
}
