/** The digest of the adapter alone, for programs that do not run it. */
export { digest } from './digest.ts'
