import { errorTable, isErrorCode } from '@infinitio/domain'
import { InfinitioError } from './InfinitioError.ts'

/** True for an error that may be gone when the same is done again: the server or the chain is away or asked too often. */
export function isPassing(error: unknown): boolean {
  return error instanceof InfinitioError && isErrorCode(error.code) && errorTable[error.code].retry
}
