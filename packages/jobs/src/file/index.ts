/** The job file and the names of adapters. Runs in browsers too. */
export { type AdapterName, adapterKeys, adapterNames, isAdapterName } from './adapterKeys.ts'
export { type FileSource, type JobFile, type JobFileTask, readJobFile } from './jobFile.ts'
