import { InfinitioError } from '@infinitio/sdk'

const noAnswer: ReadonlySet<string> = new Set(['HttpRequestError', 'TimeoutError', 'LimitExceededRpcError', 'SocketClosedError'])
const tooMany = 429
const serverFault = 500

/** Thrown while the disk of this computer has too little free space for a file of a job. */
export class NoSpaceError extends Error {
  override readonly name = 'NoSpaceError'
}

/**
 * Returns true for an error that does not mean that the job failed: the market or the chain did not answer, or asks to wait, or this computer has too little
 * free disk space now. The same call may succeed later.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof NoSpaceError) return true
  if (error instanceof InfinitioError) return error.status === 0 || error.status === tooMany || error.status >= serverFault
  for (let one = error; one instanceof Error; one = one.cause) if (noAnswer.has(one.name)) return true
  return false
}
