export { importRule, type ImportedRule } from './import-rule';
export { type ImportedZone, toTypeScript } from './typescript';
