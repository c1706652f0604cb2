export {
  DECLARATION_KEY,
  type DeclaredZone,
  declareZone,
  type ExceptionDeclaration,
  type ZoneDeclaration,
} from './declaration';
export type { EntryPointSpec } from './entry-point-spec';
export { entryPointTerraform } from './entry-point-terraform';
export { FIRST_WRITTEN } from './phase-change';
export { listKey, listTerraform } from './list-terraform';
export { releaseTerraform } from './release-terraform';
export { escapeTemplates, type TerraformObject } from './terraform-text';
export { stackLocals, zoneWrittenLocal } from './version-checks';
export { entryPointKey, providerAlias, zoneIdValue, zoneKey, type ZoneReference } from './zone-address';
export { zoneTerraform } from './zone-terraform';
