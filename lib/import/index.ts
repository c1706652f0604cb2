export { importRule, type ImportedRule, type ImportPlace } from './import-rule';
export { type ImportedZone, toTypeScript } from './typescript';
