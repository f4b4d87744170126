import { InfinitioError } from '@infinitio/sdk'
import { errorSentences } from '#web/i18n/reading.ts'

/** What a person and a bug report need from any failure: a sentence, a stable code and, from the API, the request's id. */
export type Problem = { readonly code: string; readonly sentence: string; readonly requestId: string | null }

/** Reads any thrown value as a problem. What is not ours (a wallet, the browser) keeps its own words. */
export function problemOf(error: unknown): Problem {
  if (error instanceof InfinitioError)
    return { code: error.code, sentence: errorSentences()[error.code] ?? error.sentence, requestId: error.requestId }
  return { code: 'browser.unexpected', sentence: error instanceof Error ? firstLine(error) : String(error), requestId: null }
}

/** True when trying again later can help: the API, the database or the chain is away. */
export function isAway(error: unknown): boolean {
  return error instanceof InfinitioError && (error.status === 0 || error.status >= 500)
}

/** True when what was asked for does not exist: asking again does not help. */
export function isMissing(error: unknown): boolean {
  return error instanceof InfinitioError && error.status === 404
}

/** True when the person said no in the wallet (EIP-1193 code 4001), at any depth of causes. */
export function isDeclined(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && error.code === 4001) return true
  return 'cause' in error && isDeclined(error.cause)
}

function firstLine(error: Error): string {
  if ('shortMessage' in error && typeof error.shortMessage === 'string') return error.shortMessage
  return error.message.split('\n')[0] || error.name
}
