import { hex32 } from '@infinitio/domain'
import type { JobSpecWire, JobWire } from '@infinitio/domain/wire'
import { openOwnFile } from '@infinitio/sdk/pool'
import type { HereEffects } from './hereEffects.ts'
import { showTasks } from './privateTasks.ts'

/** A private job as the market stores it. */
export type HereJob = Pick<JobWire, 'jobId' | 'account' | 'spec' | 'events' | 'lastEvent'>

/** Returns a private job with its files and fields. Throws PrivateJobError if `key` is the key of another job. */
export async function openSpec({ key, fetchFile }: Pick<HereEffects, 'key' | 'fetchFile'>, { spec }: Pick<HereJob, 'spec'>): Promise<JobSpecWire> {
  const hidden = await openOwnFile(await fetchFile(hex32(spec.private ?? '')), key)
  return showTasks(spec, new TextDecoder().decode(hidden))
}
