import type { WafExceptionProps } from '../../lib';
import { defineException } from '../../lib/exceptions';
import { NOW_MS, PROPS } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

const define = (props: Partial<WafExceptionProps>) =>
  defineException('a', 'b', { ...PROPS, ...props }, NOW_MS);
const { request } = PROPS;

test.each<[string, Partial<WafExceptionProps>]>([
  ['host', { request: { ...request, host: 'TODO: the hosts that need it' } }],
  ['method', { request: { ...request, method: ['POST', 'TODO'] } }],
  ['path', { request: { ...request, path: ['/a', 'TODO: the paths that need it'] } }],
  ['starts', { starts: 'TODO' }],
  ['expires', { expires: 'TODO: the last day on which it is needed' }],
  ['reason', { reason: 'TODO: what is blocked' }],
  ['owner', { owner: ' TODO: who answers for it' }],
  ['ticket', { ticket: 'TODO' }],
])('a %s that is still to be written is refused as such', (prop, props) => {
  const { code, message } = refusalOf(() => define(props));
  expect(code).toBe(`${prop}/todo`);
  expect(message).toMatch(new RegExp(`^\`${prop}\` is still to be written, got: \` ?TODO`));
});

test('what only begins with the same letters is taken', () => {
  expect(define({ owner: 'TODOist', request: { ...request, path: '/TODO' } }).request.paths[0].text).toBe(
    '/TODO',
  );
});
