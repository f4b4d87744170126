/** Entry point for the memory of a thread, for programs that use nothing else of this package. */
export { compactAtRest } from './compactAtRest.ts'
