import { AdapterError } from '@infinitio/tasks'
import type { JobFileTask } from '@infinitio/sdk/job-file'

/**
 * Returns the name of the file that a step of `data@1` divides by rows: the first file, unless `split` names another one. Throws AdapterError without a file.
 */
export function dataSplit({ split }: JobFileTask['fields'], files: ReadonlyMap<string, unknown>): string {
  const name = split ?? [...files.keys()][0]
  if (typeof name !== 'string') throw new AdapterError('inputInvalid', 'split is missing', { field: 'split' })
  return name
}
