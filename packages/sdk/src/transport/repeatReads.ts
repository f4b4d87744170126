import { InfinitioError } from './InfinitioError.ts'
import type { Transport } from './createTransport.ts'

/** How often a failed read is repeated if the caller sets no other number. */
const usualRetries = 2
/** Statuses after which a read is repeated: 0 if no answer arrived, and the statuses of a server that restarts or is overloaded. */
const passingStatuses = new Set([0, 502, 503, 504])

/**
 * Returns a transport that repeats a read (GET) if no answer arrives, or after 502, 503 or 504. The pauses between the attempts grow (`repeatPauseMs`). It
 * never repeats a write, because the first attempt may have had its effect, and it never repeats a stream.
 */
export function repeatReads(transport: Transport, { retries = usualRetries }: { retries?: number }): Transport {
  return {
    ...transport,
    async send<Answer>(request: Parameters<Transport['send']>[0]) {
      for (let repeated = 0; ; repeated += 1) {
        try {
          return await transport.send<Answer>(request)
        } catch (error) {
          if (request.method !== 'GET' || repeated >= retries || !isPassingFailure(error)) throw error
          const pauseMs = repeatPauseMs(error, { repeated, random: Math.random() })
          if (pauseMs === null) throw error
          await pause(pauseMs, request.signal)
        }
      }
    },
  }
}

function isPassingFailure(error: unknown): error is InfinitioError {
  return error instanceof InfinitioError && passingStatuses.has(error.status)
}

const firstPauseMs = 250
/** If the server asks for a longer pause than this, the request is not repeated and the caller gets the error. */
const longestPauseMs = 5_000

/**
 * Returns the pause in ms before repetition number `repeated`, counted from 0. Returns null if the server asks for more than 5 s. The API always asks for 1 s
 * with such errors, so the pause is doubled with each repetition, up to 5 s. Then up to half of the pause is added at random (`random` is from 0 to 1), so that
 * many clients do not send at the same time.
 */
export function repeatPauseMs(
  { retryAfterSeconds }: Pick<InfinitioError, 'retryAfterSeconds'>,
  { repeated, random }: { readonly repeated: number; readonly random: number },
): number | null {
  const askedMs = (retryAfterSeconds ?? 0) * 1_000
  if (askedMs > longestPauseMs) return null
  return Math.min(longestPauseMs, Math.max(askedMs, firstPauseMs) * 2 ** repeated) * (1 + random / 2)
}

/** Waits for `ms` milliseconds. If `signal` aborts earlier, rejects with the reason of the signal. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', give)
      resolve()
    }, ms)
    if (signal?.aborted) give()
    else signal?.addEventListener('abort', give, { once: true })
  })
}
