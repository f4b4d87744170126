/** The door of the command: for tests and for programs that embed it. */
export { program } from './program.ts'
