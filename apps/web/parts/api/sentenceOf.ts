import { errorTable, isErrorCode } from '@infinitio/domain'
import { errorSentences } from '#web/i18n/reading.ts'

/**
 * Returns the sentence that explains an error code. Use it for codes inside an answer, such as the reason of a rejected order or of a failed transaction. It
 * loads the whole error table, so do not use it in the first load of a page.
 */
export function sentenceOf(code: string): string {
  return errorSentences()[code] ?? (isErrorCode(code) ? errorTable[code].sentence : code)
}
