/** The embedded servers of one machine: a real Postgres and a development chain, from npm packages. */
export { askChain } from './askChain.ts'
export { openBlockLog } from './blockLog.ts'
export { freePort } from './freePort.ts'
export { claimPidFile, processStartTime, readPidFile, reapPidFile, type RunningProcess, writePidFile } from './pidFile.ts'
export { saveChainState } from './saveChainState.ts'
export type { ServerExit } from './serverProcess.ts'
export { type AnvilOptions, type EmbeddedAnvil, startAnvil } from './startAnvil.ts'
export { type EmbeddedPostgres, type PostgresOptions, startPostgres } from './startPostgres.ts'
