import { InfinitioError } from './InfinitioError.ts'
import type { Transport } from './createTransport.ts'
import { pause, repeatPauseMs } from './repeatPause.ts'

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
