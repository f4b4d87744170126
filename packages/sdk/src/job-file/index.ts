/** The job file (YAML) and the names of adapters. Runs in browsers too. */
export { type AdapterName, adapterKeys, adapterNames, isAdapterName, leaseAdapter, type PoolAdapterName } from './adapterKeys.ts'
export { type FileSource, type JobFile, type JobFileTask, readJobFile } from './jobFile.ts'
export { jobOfFile, pathsOfFile } from './jobOfFile.ts'
export { type LeaseWish, leaseWishFromWire, readLeaseWish } from './leaseWish.ts'
export type { MachineWish } from './machineWish.ts'
export { textOfJob } from './textOfJob.ts'
