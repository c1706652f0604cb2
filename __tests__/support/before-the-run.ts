import { setClock } from './clock';
import shareProvider from './share-provider';

/** What a run prepares once, for all of its tests. */
export default function beforeTheRun(): (() => void) | undefined {
  setClock();
  return shareProvider();
}
