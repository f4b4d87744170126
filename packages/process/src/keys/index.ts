/** Making development keys and a token, for whoever starts a house: nothing else is loaded with it. */
export { isDevelopmentKey, makeDevelopmentKey } from './developmentKey.ts'
export { makeLocalToken } from './makeLocalToken.ts'
