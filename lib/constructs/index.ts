export { ForeignRules } from './foreign-rules';
export { IpList, type IpListProps } from './ip-list';
export type { PhaseEntryPoint } from './phase-entry-point';
export { WafException } from './waf-exception';
export { Zone, type ZoneFromIdOptions, type ZoneFromNameOptions } from './zone';
export { ZoneWaf } from './zone-waf';
export type { ZoneWafProps } from './zone-waf-props';
