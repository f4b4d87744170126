import { type ErrorCode, errorTable } from '@infinitio/domain'
import { InfinitioError } from './InfinitioError.ts'

/** An error of the table made on this side, with the table's own sentence. */
export function refusal(code: ErrorCode, { detail }: { detail: string }): InfinitioError {
  const row = errorTable[code]
  return new InfinitioError({ code, status: row.http, sentence: row.sentence, detail, requestId: null, retryAfterSeconds: null })
}
