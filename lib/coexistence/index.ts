export {
  DECLARATION_KEY,
  type DeclaredZone,
  declareZone,
  type ExceptionDeclaration,
  type ZoneDeclaration,
} from './declaration';
export type { EntryPointSpec } from './entry-point-spec';
export { entryPointTerraform } from './entry-point-terraform';
export { releaseTerraform } from './release-terraform';
export { escapeTemplates, type TerraformObject } from './terraform-text';
export { entryPointKey, providerAlias, zoneIdValue, zoneKey, type ZoneReference } from './zone-address';
export { zoneTerraform } from './zone-terraform';
