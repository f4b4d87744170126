import type { Hex32 } from '@infinitio/domain'
import type { PoolJobEvent } from '@infinitio/tasks'
import type { JobEffects, JobPrivacy, JobSender } from '../run/jobEffects.ts'
import type { FileBytes } from './hereAdapters.ts'

/** Everything that a program without a disk, such as a page, needs to run a private job. `key` is the key of the job. */
export type HereEffects = Pick<JobEffects, 'pool' | 'classes' | 'openResult'> &
  JobPrivacy & {
    /** Returns the stored bytes of a file, after checking the hash. */
    readonly fetchFile: (sha256: Hex32) => Promise<Uint8Array>
    /** Stores bytes and returns their hash. Machines can read bytes for `anybody`; only the account of the job can read bytes for `owner`. */
    readonly store: (bytes: FileBytes, readers: 'anybody' | 'owner') => Promise<Hex32>
    readonly rowsOf: (file: FileBytes) => Promise<number | null>
    /** Adds an event to the journal of the job, after the event with the number `after`. */
    readonly note: (event: PoolJobEvent, after: number) => Promise<void>
    /** Sends the batch of a step with a key that the owner allowed at the pool. Returns `waits` if no such key may spend as much: the owner then signs the batch. */
    readonly submit: JobSender['submit']
  }
