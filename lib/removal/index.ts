export { removeFromApp, type RemovedException } from './remove-from-app';
