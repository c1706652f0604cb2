import { ruleLint } from '../rule';

export const expired = ruleLint('expired', 'warning', 'a rule whose end has passed', ({ end, nowMs }) => {
  if (end === undefined || end.seconds * 1000n > BigInt(nowMs)) return [];
  return [
    {
      message: `the rule has matched no request since ${isoTime(end.seconds)}`,
      help: 'remove the rule, or move its end if it is still needed',
      range: end.condition.node.range,
    },
  ];
});

/** The largest date that JavaScript knows is far behind any that is meant. */
function isoTime(seconds: bigint): string {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime())
    ? `second ${seconds.toString()}`
    : date.toISOString().replace('.000Z', 'Z');
}
