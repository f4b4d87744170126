import type { JobWire } from '@infinitio/domain/wire'
import { watchEvents } from '../events/watchEvents.ts'
import { getJob } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { pause } from '../transport/repeatReads.ts'

/** `onProgress` is called with the job each time that an event was added to it. */
export type JobFollowing = {
  readonly jobId: string
  readonly onProgress?: (job: JobWire) => void
  readonly signal?: AbortSignal
}

/** Milliseconds between two reads of the job while the event stream reports nothing, because the stream may be disconnected. */
const atLeastEveryMs = 5_000
/** Milliseconds between two reads while events arrive. */
const atMostEveryMs = 1_000
const tooMany = 429
const serverFault = 500

/**
 * Reads a job each time that the market's event stream reports a change, at most once a second, until `isDone` accepts the job; returns that job. If the stream
 * is disconnected, reads the job every five seconds. Throws `task.job_unknown`, other final errors of the market, and the reason of the signal.
 */
export async function followJob(
  transport: Transport,
  { jobId, onProgress, signal, isDone }: JobFollowing & { readonly isDone: (job: JobWire) => boolean },
): Promise<JobWire> {
  const stop = new AbortController()
  const ended = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
  let hasChanged = Promise.withResolvers<void>()
  // Without the stream, the loop still reads the job every five seconds.
  watchEvents(transport, { topics: [`job:${jobId}`], onEvent: () => hasChanged.resolve(), signal: ended }).catch(() => undefined)
  let shown = -1
  try {
    for (;;) {
      signal?.throwIfAborted()
      hasChanged = Promise.withResolvers<void>()
      const { promise } = hasChanged
      const job = await readJob(transport, jobId)
      if (job !== null && job.lastEvent !== shown) {
        shown = job.lastEvent
        onProgress?.(job)
      }
      if (job !== null && isDone(job)) return job
      await pause(atMostEveryMs, signal)
      await Promise.race([promise, pause(atLeastEveryMs - atMostEveryMs, ended)])
    }
  } finally {
    stop.abort()
  }
}

/** Returns null if the market does not respond now or asks the client to read less often. */
async function readJob(transport: Transport, jobId: string): Promise<JobWire | null> {
  return await getJob(transport, jobId).catch((error: unknown) => {
    if (error instanceof InfinitioError && (error.status === 0 || error.status === tooMany || error.status >= serverFault)) return null
    throw error
  })
}
