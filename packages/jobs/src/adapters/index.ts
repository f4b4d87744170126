/** The kinds of calculation (adapters) of the task pool that jobs can use, by the names of `adapterKeys.ts` in the SDK. */
import { AdapterError } from '@infinitio/tasks'
import { adapterNames, isAdapterName, leaseAdapter, trainingAdapter, type PoolAdapterName } from '@infinitio/sdk/job-file'
import { algorithmJobs } from './algorithmJobs.ts'
import { customJobs } from './customJobs.ts'
import { dataJobs } from './dataJobs.ts'
import { inferenceJobs } from './inferenceJobs.ts'
import type { JobAdapter } from './jobAdapter.ts'
import { optimiseJobs } from './optimiseJobs.ts'
import { renderJobs } from './renderJobs.ts'

export type { JobAdapter, OwnRun, TaskDraft } from './jobAdapter.ts'

/** All adapters, by their names in job files. */
export const jobAdapters: Readonly<Record<PoolAdapterName, JobAdapter>> = {
  'data@1': dataJobs,
  'algorithm@1': algorithmJobs,
  'optimise@1': optimiseJobs,
  'inference@1': inferenceJobs,
  'custom@1': customJobs,
  'render@1': renderJobs,
}

/**
 * Returns the functions for an adapter (a kind of calculation in the task pool) by its name. Throws AdapterError for a name that jobs cannot use, and for the
 * adapter of rented machines.
 */
export function jobAdapterOf(name: string): JobAdapter {
  if (isAdapterName(name) && name !== leaseAdapter && name !== trainingAdapter) return jobAdapters[name]
  throw new AdapterError('inputInvalid', `there is no adapter ${name}: ${adapterNames.join(', ')}`, { field: 'adapter' })
}
