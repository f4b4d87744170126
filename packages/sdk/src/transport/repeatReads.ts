import { InfinitioError } from './InfinitioError.ts'
import type { Transport } from './createTransport.ts'

/** Repetitions of a failed read, if the caller sets no other number. */
const usualRetries = 2
/** No answer, or a server that is restarted or overloaded. */
const passingStatuses = new Set([0, 502, 503, 504])

/**
 * Returns a transport that repeats reads (GET) which get no answer, or 502, 503 or 504, after growing pauses (`repeatPauseMs`). Never repeats a write,
 * because the first one may have had its effect, nor a stream.
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
/** A longer pause that the server asks for is left to the caller. */
const longestPauseMs = 5_000

/**
 * Returns the pause in ms before repetition number `repeated`, counted from 0, or null if the server asks for more than 5 s. The API asks for 1 s with
 * every passing error, so the asked pause grows and gets up to half of it at random, too: many clients must not return together. `random` is from 0 to 1.
 */
export function repeatPauseMs(
  { retryAfterSeconds }: Pick<InfinitioError, 'retryAfterSeconds'>,
  { repeated, random }: { readonly repeated: number; readonly random: number },
): number | null {
  const askedMs = (retryAfterSeconds ?? 0) * 1_000
  if (askedMs > longestPauseMs) return null
  return Math.min(longestPauseMs, Math.max(askedMs, firstPauseMs) * 2 ** repeated) * (1 + random / 2)
}

/** Waits. Throws the reason of the signal if the caller gives up earlier. */
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
