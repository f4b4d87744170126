/** Runs private jobs in programs without a disk, without DuckDB and without WASM modules. Runs in browsers too. */
export { type FileBytes, hereFault, type HereFault } from './hereAdapters.ts'
export type { HereEffects } from './hereEffects.ts'
export { type HereJob, type HerePass, openHereRun, openSpec } from './openHereRun.ts'
export { hideTasks, showTasks, withHiddenReason } from './privateTasks.ts'
export { submitNonce } from '../run/refusedBy.ts'
export { createKeyGiver } from '../run/keyGiver.ts'
export { duePlans, isOwnPlan } from './ownPlans.ts'
