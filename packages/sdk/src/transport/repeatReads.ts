import { InfinitioError } from './InfinitioError.ts'
import type { Transport } from './createTransport.ts'

/** Repetitions of a failed read, if the caller sets no other number. */
const usualRetries = 2
const firstPauseMs = 250
/** A longer pause that the server asks for is left to the caller. */
const longestPauseMs = 5_000
/** No answer, or a server that is restarted or overloaded. */
const passingStatuses = new Set([0, 502, 503, 504])

/**
 * Returns a transport that repeats reads (GET) which get no answer, or 502, 503 or 504. Each pause is twice as long as the one before, with up to half
 * of it at random, so that many clients do not come back at once. Never repeats a write, because the first one may have had its effect, nor a stream.
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
          const pauseMs = Math.max((error.retryAfterSeconds ?? 0) * 1_000, firstPauseMs * 2 ** repeated * (1 + Math.random() / 2))
          if (pauseMs > longestPauseMs) throw error
          await pause(pauseMs, request.signal)
        }
      }
    },
  }
}

function isPassingFailure(error: unknown): error is InfinitioError {
  return error instanceof InfinitioError && passingStatuses.has(error.status)
}

/** Waits. Throws the reason of the signal if the caller gives up earlier. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
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
