import type { ErrorCode } from '../errors/errorTable.ts'
import sentences from './errorSentences.zh.json' with { type: 'json' }

/** The Chinese sentences of the error table, for every program with a user interface. They are separate, so that no English page loads them. */
export const errorSentencesZh: Readonly<Record<ErrorCode, string>> = sentences
