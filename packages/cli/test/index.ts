/** What tests of other rooms need to run commands: a process that has taken in the program once, for all of them. */
export type { EndedRun } from './commandServer.ts'
export { startCommands } from './startCommands.ts'
