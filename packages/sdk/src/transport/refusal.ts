import { type ErrorCode, errorTable, isErrorCode } from '@infinitio/domain'
import { InfinitioError } from './InfinitioError.ts'

/** Returns an error that this client detects itself, with the sentence of the error table. */
export function refusal(code: ErrorCode, { detail }: { detail: string }): InfinitioError {
  const row = errorTable[code]
  return new InfinitioError({ code, status: row.http, sentence: row.sentence, detail, requestId: null, retryAfterSeconds: null })
}

/** Returns true for an error that a retry may resolve: the server or the chain does not answer or limits the rate. */
export function isPassing(error: unknown): boolean {
  return error instanceof InfinitioError && isErrorCode(error.code) && errorTable[error.code].retry
}

/** Returns the exit code of a command that failed with this error: the code in the error table, or 1 for other errors. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof InfinitioError) || !isErrorCode(error.code)) return 1
  return errorTable[error.code].exit
}
