import { type DiagnosisCase, OTHER_RAY, RAY, row, SCORE, SENSITIVE_DATA } from './evidence';

export const REQUEST_LOG: readonly DiagnosisCase[] = [
  {
    title: 'a row with its terminating rule',
    inputs: [
      row({
        SecurityAction: 'block',
        SecurityRuleID: SCORE,
        SecurityRuleDescription: '949110: Inbound Anomaly Score Exceeded',
        SecurityActions: ['block'],
        SecurityRuleIDs: [SCORE],
        SecuritySources: ['firewallManaged'],
      }),
    ],
    expected: {
      answeredBy: 'edge',
      certainty: 'proof',
      remedy: 'exception',
      product: 'firewallManaged',
      rules: [SCORE],
    },
  },
  {
    title: 'a row of Log Explorer, whose keys are in lower case',
    inputs: [
      JSON.stringify({
        result: [
          {
            rayid: RAY,
            edgeresponsestatus: 403,
            originresponsestatus: 0,
            securityaction: 'managedChallenge',
            securityruleid: 'x',
            securityactions: ['skip', 'managedChallenge'],
            securityruleids: ['y', 'x'],
            securitysources: ['firewallCustom', 'firewallCustom'],
          },
        ],
      }),
    ],
    expected: {
      answeredBy: 'edge',
      certainty: 'proof',
      remedy: 'custom-rule',
      product: 'firewallCustom',
      rules: ['x'],
    },
  },
  {
    title: 'a rule of a ruleset that nobody names, and no source',
    inputs: [row({ SecurityAction: 'block', SecurityRuleID: 'x' })],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'unknown', product: undefined },
  },
  {
    title: "the origin's status is the status",
    inputs: [row({ OriginResponseStatus: 403 })],
    expected: { answeredBy: 'origin', certainty: 'proof', remedy: 'origin' },
  },
  {
    title: "the origin's status is the status, and a rule only logged",
    inputs: [
      row({
        OriginResponseStatus: 403,
        SecurityActions: ['log'],
        SecurityRuleIDs: ['x'],
        SecuritySources: ['firewallManaged'],
      }),
    ],
    expected: { answeredBy: 'origin', certainty: 'proof', remedy: 'origin', rules: [] },
  },
  {
    title: 'no origin and no rule',
    inputs: [row()],
    expected: { answeredBy: 'edge', certainty: 'strong', remedy: 'not-the-waf', product: undefined },
  },
  {
    title: 'no origin, and a job without the fields of security',
    inputs: [JSON.stringify({ RayID: RAY, EdgeResponseStatus: 403, OriginResponseStatus: 0 })],
    expected: {
      answeredBy: 'edge',
      certainty: 'strong',
      remedy: 'unknown',
      says: ['it may have been a rule'],
    },
  },
  {
    title: 'a job without the status of the origin',
    inputs: [JSON.stringify({ RayID: RAY, EdgeResponseStatus: 403, SecurityAction: '' })],
    expected: { answeredBy: 'unknown', certainty: 'none' },
  },
  {
    title: 'a Worker answered',
    inputs: [row({ WorkerStatus: 'ok', WorkerSubrequestCount: 0 })],
    expected: { answeredBy: 'edge', certainty: 'strong', remedy: 'worker', product: 'worker' },
  },
  {
    title: 'what a Worker asked for has 0 as status of the origin too',
    inputs: [row({ ParentRayID: OTHER_RAY })],
    expected: { answeredBy: 'edge', certainty: 'strong', remedy: 'worker', says: [OTHER_RAY] },
  },
  {
    title: 'a Worker passed on what the origin answered',
    inputs: [`${row()}\n${row({ RayID: OTHER_RAY, ParentRayID: RAY, OriginResponseStatus: 403 })}`],
    expected: [
      { ray: RAY, answeredBy: 'origin', certainty: 'strong', remedy: 'origin' },
      { ray: OTHER_RAY, answeredBy: 'origin', certainty: 'proof' },
    ],
  },
  {
    title: 'a rule ended what a Worker asked for',
    inputs: [
      `${row()}\n${row({ RayID: OTHER_RAY, ParentRayID: RAY, SecurityAction: 'block', SecurityRuleID: SCORE })}`,
    ],
    expected: [
      { ray: RAY, answeredBy: 'edge', certainty: 'strong', remedy: 'exception', rules: [SCORE] },
      { ray: OTHER_RAY, answeredBy: 'edge', certainty: 'proof' },
    ],
  },
  {
    title: 'the cache answered',
    inputs: [row({ EdgeResponseStatus: 404, CacheCacheStatus: 'hit' })],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'cache', remedy: 'cache' },
  },
  {
    title: 'a redirect of the edge',
    inputs: [row({ EdgeResponseStatus: 301 })],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'redirect', remedy: 'redirect' },
  },
  {
    title: 'the origin did not answer in time',
    inputs: [row({ EdgeResponseStatus: 524 })],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'connection', remedy: 'connection' },
  },
  {
    title: 'the edge changed what the origin answered',
    inputs: [row({ OriginResponseStatus: 200 })],
    expected: { answeredBy: 'edge', certainty: 'strong', remedy: 'worker' },
  },
  {
    title: 'sensitive data in the answer of the origin',
    inputs: [row({ OriginResponseStatus: 200, SecurityAction: 'block', SecurityRuleID: 'x' })],
    expected: { answeredBy: 'edge', certainty: 'proof', rules: ['x'] },
  },
  {
    title: 'the id of a ruleset is no rule',
    inputs: [
      row({
        SecurityAction: 'log',
        SecurityRuleID: SENSITIVE_DATA,
        OriginResponseStatus: 200,
        EdgeResponseStatus: 200,
      }),
    ],
    expected: { answeredBy: 'origin', certainty: 'proof', remedy: 'none' },
  },
  {
    title: 'the list has a block, and the field of the terminating action none',
    inputs: [row({ SecurityActions: ['block'], SecurityRuleIDs: ['x'], SecuritySources: ['waf'] })],
    expected: { answeredBy: 'edge', certainty: 'strong', rules: ['x'] },
  },
  {
    title: 'a job that selects the lists only',
    inputs: [
      JSON.stringify({
        RayID: RAY,
        EdgeResponseStatus: 403,
        OriginResponseStatus: 0,
        SecurityActions: ['log', 'block'],
        SecurityRuleIDs: ['y', 'x'],
        SecuritySources: ['firewallCustom', 'l7ddos'],
      }),
    ],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'ddos-override', rules: ['x'] },
  },
  {
    title: 'the cache asked the origin whether anything changed',
    inputs: [row({ EdgeResponseStatus: 200, OriginResponseStatus: 304, CacheCacheStatus: 'revalidated' })],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'cache', remedy: 'none' },
  },
  {
    title: 'a status of the origin that only an edge gives',
    inputs: [row({ EdgeResponseStatus: 522, OriginResponseStatus: 522 })],
    expected: { answeredBy: 'origin', certainty: 'strong' },
  },
  {
    title: 'a challenge that a visitor failed',
    inputs: [row({ SecurityAction: 'challengeFailed', SecurityRuleID: 'x' })],
    expected: { answeredBy: 'edge', certainty: 'strong' },
  },
  {
    title: 'a challenge that a visitor solved',
    inputs: [
      row({
        SecurityAction: 'managedChallengeInteractiveSolved',
        OriginResponseStatus: 403,
      }),
    ],
    expected: { answeredBy: 'origin', certainty: 'proof', remedy: 'origin' },
  },
];
