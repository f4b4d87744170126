/** Runs commands for tests of other packages in one process that loads the program once. */
export type { EndedRun } from './commandServer.ts'
export { startCommands } from './startCommands.ts'
export { startMcp, type ToolAnswer } from './startMcp.ts'
/** Compares what a command printed with `--json` with its description. */
export { jsonProblem, type Schemas } from './jsonProblem.ts'
