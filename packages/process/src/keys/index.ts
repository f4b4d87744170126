/** Entry point for development keys and local tokens, for programs that start a deployment. It loads nothing else. */
export { isDevelopmentKey, makeDevelopmentKey } from './developmentKey.ts'
export { makeLocalToken } from './makeLocalToken.ts'
