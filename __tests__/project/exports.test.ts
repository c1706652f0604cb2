import * as library from '../../lib';
import * as testing from '../../lib/testing';
import { publicNames } from './public-names';

/** Each name here is a promise to other repositories. Before adding one: does somebody outside need it? */
const VALUES = [
  'ForeignRules',
  'Host',
  'InputError',
  'IpList',
  'ManagedRule',
  'ManagedRuleset',
  'Path',
  'Skip',
  'WafException',
  'Zone',
  'ZoneWaf',
  'defineException',
  'describeException',
  'toApiJson',
  'toHcl',
];

/** The same for names that are gone at run time. */
const TYPES = [
  'AcceptedFinding',
  'AllManagedRulesOptions',
  'DefinedException',
  'ExceptionFinding',
  'ExceptionPhase',
  'FindingId',
  'HttpMethod',
  'IpListItem',
  'IpListProps',
  'IpListReference',
  'OneOrMore',
  'PhaseEntryPoint',
  'QueryMatch',
  'ReplacedRule',
  'RequestMatch',
  'SkipRule',
  'SkippableFeature',
  'WafExceptionProps',
  'WhereCondition',
  'ZoneFromIdOptions',
  'ZoneFromNameOptions',
  'ZonePlan',
  'ZoneWafProps',
];

test('the library exports the reviewed names', () => {
  const names = publicNames('waf-exceptions');
  const namesOf = (isType: boolean) => names.flatMap((one) => (one.isType === isType ? [one.name] : []));
  expect({ values: namesOf(false), types: namesOf(true) }).toEqual({ values: VALUES, types: TYPES });
});

test('each reviewed value is there at run time', () => {
  expect(Object.keys(library).sort()).toEqual(VALUES);
});

test('the module for tests exports the reviewed values', () => {
  expect(Object.keys(testing).sort()).toEqual(['exampleRequests', 'nearMisses', 'wafMatchers']);
});
