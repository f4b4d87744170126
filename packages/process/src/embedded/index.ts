/** The embedded servers of one machine: a real Postgres and a development chain, from npm packages. */
export { freePort } from './freePort.ts'
export { claimPidFile, type RunningProcess, readPidFile, reapPidFile, writePidFile } from './pidFile.ts'
export { processStartTime } from './processStartTime.ts'
export { saveChainState } from './saveChainState.ts'
export type { ServerExit } from './serverProcess.ts'
export { type AnvilOptions, type EmbeddedAnvil, startAnvil } from './startAnvil.ts'
export { type EmbeddedPostgres, type PostgresOptions, startPostgres } from './startPostgres.ts'
