import type { ErrorCode } from '../errors/errorTable.ts'
import sentences from './errorSentences.zh.json' with { type: 'json' }

/** The sentences of the error table in Chinese, for every program that speaks to a person; apart from the rest, so that no page in English carries them. */
export const errorSentencesZh: Readonly<Record<ErrorCode, string>> = sentences
