import { errorTable, isErrorCode } from '@infinitio/domain'
import { InfinitioError } from './InfinitioError.ts'

/** The exit code a command should end with for an error: of the error table when it has a code there, else 1. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof InfinitioError) || !isErrorCode(error.code)) return 1
  return errorTable[error.code].exit
}
