/** What a thread does about its memory. It is separate from the front door of the package, so that the supervisor loads nothing else. */
export { compactAtRest } from './compactAtRest.ts'
