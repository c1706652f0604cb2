export {
  defineDraft,
  type Draft,
  type DraftRule,
  filled,
  type OpenPart,
  PATHS,
  sayable,
  type Stopper,
  stoppers,
} from './draft';
export { exceptionCode, importLine, TODO } from './exception-code';
export { freeId } from './free-id';
export { ruleCode } from './skip-code';
export type { TestedModules } from './tested-modules';
