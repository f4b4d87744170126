import { type ErrorCode, errorTable, isErrorCode } from '@infinitio/domain'
import { InfinitioError } from './InfinitioError.ts'

/** An error of the table made on this side, with the table's own sentence. */
export function refusal(code: ErrorCode, { detail }: { detail: string }): InfinitioError {
  const row = errorTable[code]
  return new InfinitioError({ code, status: row.http, sentence: row.sentence, detail, requestId: null, retryAfterSeconds: null })
}

/** True for an error that may be gone when the same is done again: the server or the chain is away or asked too often. */
export function isPassing(error: unknown): boolean {
  return error instanceof InfinitioError && isErrorCode(error.code) && errorTable[error.code].retry
}

/** The exit code a command should end with for an error: of the error table when it has a code there, else 1. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof InfinitioError) || !isErrorCode(error.code)) return 1
  return errorTable[error.code].exit
}
