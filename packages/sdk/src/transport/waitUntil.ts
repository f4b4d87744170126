import { InfinitioError } from './InfinitioError.ts'

/**
 * Calls `read` every `everyMs` until `isDone` accepts its result, and returns that result. Also repeats after a 5xx status, after `api.rate_limited`, and if no
 * answer arrives. Throws InfinitioError `api.timed_out` after `timeoutSeconds`.
 */
export async function waitUntil<Reading>(
  read: () => Promise<Reading>,
  isDone: (reading: Reading) => boolean,
  { timeoutSeconds, everyMs, onReading }: { timeoutSeconds: number; everyMs: number; onReading?: (reading: Reading) => void },
): Promise<Reading> {
  const deadline = Date.now() + timeoutSeconds * 1_000
  for (;;) {
    const reading = await read().catch((error: unknown) => {
      if (error instanceof InfinitioError && (error.status === 0 || error.status === 429 || error.status >= 500)) return null
      throw error
    })
    if (reading !== null) {
      onReading?.(reading)
      if (isDone(reading)) return reading
    }
    if (Date.now() > deadline) throw timedOut(timeoutSeconds)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

function timedOut(timeoutSeconds: number): InfinitioError {
  return new InfinitioError({
    code: 'api.timed_out',
    status: 0,
    sentence: 'This takes longer than expected and continues automatically. Look again in a moment.',
    detail: `Waited ${timeoutSeconds} s.`,
    requestId: null,
    retryAfterSeconds: null,
  })
}
