/** Runs commands for tests of other packages in one process that loads the program once. */
export type { EndedRun } from './commandServer.ts'
export { startCommands } from './startCommands.ts'
