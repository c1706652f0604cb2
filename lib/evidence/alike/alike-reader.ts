import type { TakeLineAt } from '../input/lines';
import { AlikeLayout, type AlikeRows } from './alike-layout';
import { viewOf } from './bytes';
import { RowLayout } from './row-layout';

/** Logs are of one layout, or of a few that follow each other; others are parsed. */
const MOST_LAYOUTS = 8;

/** Counts rows of the request log by their bytes, in a fraction of the time that parsing takes. */
export class AlikeReader {
  private readonly layouts: AlikeLayout[] = [];
  /** The layout of the row before. */
  private current = 0;

  constructor(
    private readonly source: string,
    private readonly alike: AlikeRows,
  ) {}

  /** Learns from a line that was left how rows are written. */
  learn(line: Buffer): void {
    if (this.layouts.length === MOST_LAYOUTS) return;
    const layout = RowLayout.of(line);
    if (layout !== undefined)
      this.current = this.layouts.push(new AlikeLayout(layout, this.source, this.alike)) - 1;
  }

  /** What takes the line that begins at a place of these bytes, and says where it ends, or -1 for a line that it leaves. */
  in(bytes: Buffer): TakeLineAt {
    const view = viewOf(bytes);
    const { layouts } = this;
    return (start, line) => {
      for (let left = layouts.length; left > 0; left--) {
        const end = layouts[this.current]?.take(bytes, view, start, line) ?? -1;
        if (end >= 0) return end;
        this.current = (this.current + 1) % layouts.length;
      }
      return -1;
    };
  }

  /** Hands over what was counted. */
  finish(): void {
    for (const layout of this.layouts) layout.finish();
  }
}
