import { shareBuild } from './build-package';
import { setClock } from './clock';
import shareProvider from './share-provider';

/** What a run prepares once, for all of its tests. */
export default function beforeTheRun(): () => void {
  setClock();
  const steps = [shareBuild(), shareProvider()];
  return () => {
    for (const step of steps) step?.();
  };
}
