export { type AppRemoval, removeFromApp } from './remove-from-app';
