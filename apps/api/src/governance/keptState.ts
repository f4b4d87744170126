import { BaseError, HttpRequestError, TimeoutError } from 'viem'

/** How nodes say that they keep no state of an old block: geth, erigon, reth, nethermind, besu and anvil. */
const goneTexts =
  /missing trie node|historical state|state (is |histories )?(not available|unavailable|pruned|is not available)|pruned|header not found|unknown block|block not found|BlockOutOfRange|block .*out of range|World state unavailable|No state available|distance to target block exceeds/i

/**
 * What is read at a block of before, or null where its state is not there: the node says that it keeps none of it, or no contract was there yet. Anything
 * else (no answer, too late, too many calls) is thrown, for it is not known then.
 */
export async function keptState<T>(reading: Promise<T>): Promise<T | null> {
  return await reading.catch((error: unknown) => {
    if (isStateGone(error)) return null
    throw error
  })
}

/** Whether an error says that a block's state is not there. */
function isStateGone(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  if (error.walk((cause) => cause instanceof HttpRequestError || cause instanceof TimeoutError) !== null) return false
  // A call of an address without code answers nothing.
  if (error.walk((cause) => /ZeroData/.test((cause as Error).name)) !== null) return true
  return error.walk((cause) => cause instanceof Error && goneTexts.test(`${cause.message} ${(cause as { details?: string }).details ?? ''}`)) !== null
}
