/** The job file (YAML) and the names of adapters. Runs in browsers too. */
export { type AdapterName, adapterKeys, adapterNames, isAdapterName, leaseAdapter, type PoolAdapterName, trainingAdapter } from './adapterKeys.ts'
export type { FileSource } from './fileSource.ts'
export { type JobFile, type JobFileTask, readJobFile } from './jobFile.ts'
export { hiddenPathsOf, jobOfFile, pathsOfFile } from './jobOfFile.ts'
export { type LeaseWish, leaseWishFromWire, readLeaseWish, type TrainingWish } from './leaseWish.ts'
export type { MachineWish } from './machineWish.ts'
export { textOfJob } from './textOfJob.ts'
export { checkPaths, stateName } from './trainingScripts.ts'
