import { errorTable, isErrorCode } from '@infinitio/domain'
import { errorSentences } from '#web/i18n/reading.ts'

/** The sentence of a code that came inside an answer (an order that was rejected, a relay that failed). The whole table comes along: keep it out of first loads. */
export function sentenceOf(code: string): string {
  return errorSentences()[code] ?? (isErrorCode(code) ? errorTable[code].sentence : code)
}
