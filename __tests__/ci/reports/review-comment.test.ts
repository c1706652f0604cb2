import { readMarker } from '../../../lib/ci/reports/review-comment';

const DIGEST = `sha256:${'0'.repeat(64)}`;

test.each([DIGEST, 'sandbox', 'failed', 'refused'])('the first line of a comment tells %s', (state) => {
  const marker = `<!-- waf-exceptions review dashboard-waf ${state} -->`;
  expect(readMarker(`${marker}\n\ntext`)).toEqual({ stack: 'dashboard-waf', state });
  // GitHub's page sends line ends of its own.
  expect(readMarker(`${marker}\r\n\r\ntext`)).toEqual({ stack: 'dashboard-waf', state });
});

test.each([
  ['a second line', `x\n<!-- waf-exceptions review dashboard-waf ${DIGEST} -->`],
  ['a line with more in it', `<!-- waf-exceptions review dashboard-waf ${DIGEST} --> x`],
  ['a blank before it', ` <!-- waf-exceptions review dashboard-waf ${DIGEST} -->`],
  ['a shorter digest', '<!-- waf-exceptions review dashboard-waf sha256:00 -->'],
  ['another state', '<!-- waf-exceptions review dashboard-waf any -->'],
  ['no stack', `<!-- waf-exceptions review ${DIGEST} -->`],
  ['nothing', ''],
])('%s is no marker', (_title, body) => {
  expect(readMarker(body)).toBeUndefined();
});
