import { BaseError, HttpRequestError, TimeoutError } from 'viem'

/** Parts of error messages with which chain nodes report that they do not have a block or its state. */
const goneTexts =
  /missing trie node|historical state|state (is |histories )?(not available|unavailable|pruned|is not available)|pruned|header not found|unknown block|block not found|BlockOutOfRange|block .*out of range|World state unavailable|No state available|distance to target block exceeds/i

/**
 * Returns the result of `reading`, which asks a chain node for the state at an earlier block. Returns null if the chain node no longer has that state, or if
 * the contract did not exist yet. Throws every other error (no answer, timeout, rate limit), because the data is then unknown.
 */
export async function keptState<T>(reading: Promise<T>): Promise<T | null> {
  return await reading.catch((error: unknown) => {
    if (isStateGone(error)) return null
    throw error
  })
}

/** Returns true if an error means that the chain node no longer has the state of a block, or that the contract did not exist in that block. */
function isStateGone(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  if (error.walk((cause) => cause instanceof HttpRequestError || cause instanceof TimeoutError) !== null) return false
  // If an address has no code, a call to it returns no data: the contract did not exist yet in that block.
  if (error.walk((cause) => /ZeroData/.test((cause as Error).name)) !== null) return true
  return error.walk((cause) => cause instanceof Error && goneTexts.test(`${cause.message} ${(cause as { details?: string }).details ?? ''}`)) !== null
}
