/** Making development keys, for whoever starts a house: nothing else is loaded with it. */
export { isDevelopmentKey, makeDevelopmentKey } from './developmentKey.ts'
