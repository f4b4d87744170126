import { errorTable, isErrorCode } from '@infinitio/domain'
import { errorSentences } from '#web/i18n/reading.ts'

/**
 * Returns the sentence of an error code that is part of an answer, such as a rejected order or a transaction of the market that failed. It loads the whole
 * error table, so do not use it in the first load of a page.
 */
export function sentenceOf(code: string): string {
  return errorSentences()[code] ?? (isErrorCode(code) ? errorTable[code].sentence : code)
}
