import { InfinitioError } from '@infinitio/sdk'

const noAnswer: ReadonlySet<string> = new Set(['HttpRequestError', 'TimeoutError', 'LimitExceededRpcError', 'SocketClosedError'])
const tooMany = 429
const serverFault = 500

/**
 * Returns true for an error that does not mean that the job failed: the market or the chain did not answer, or asks to wait. The same call may succeed later.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof InfinitioError) return error.status === 0 || error.status === tooMany || error.status >= serverFault
  for (let one = error; one instanceof Error; one = one.cause) if (noAnswer.has(one.name)) return true
  return false
}
