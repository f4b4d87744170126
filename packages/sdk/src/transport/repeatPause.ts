import type { InfinitioError } from './InfinitioError.ts'

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
