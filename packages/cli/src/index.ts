/** Entry point for tests and for programs that embed the command. */
export { program } from './program.ts'
