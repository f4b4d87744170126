import { InfinitioError } from '@infinitio/sdk'
import { errorSentences } from '#web/i18n/reading.ts'

/** A failure as users and bug reports need it: a sentence, a stable code and, if the API answered, the number of the request. */
export type Problem = { readonly code: string; readonly sentence: string; readonly requestId: string | null }

/**
 * Converts any thrown value to a problem. Errors of wallets and browsers keep their own message. The sentence of an error that asks the user to report the
 * number of the request contains the number.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof InfinitioError) {
    const sentence = errorSentences()[error.code] ?? error.sentence
    return { code: error.code, sentence: asksForRequest(error) ? `${sentence} (${error.requestId})` : sentence, requestId: error.requestId }
  }
  return { code: 'browser.unexpected', sentence: error instanceof Error ? firstLine(error) : String(error), requestId: null }
}

/** Returns true for an error of the server whose sentence asks the user to report the number of the request. */
export function asksForRequest(error: unknown): boolean {
  return error instanceof InfinitioError && error.code === 'api.internal' && error.requestId !== null
}

/**
 * Returns true if a later attempt can succeed: nothing answered, or the answer was a server error (status 500 or higher), for example because the database or
 * the chain does not respond.
 */
export function isAway(error: unknown): boolean {
  return error instanceof InfinitioError && (error.status === 0 || error.status >= 500)
}

/** Returns true if an error means that the requested thing does not exist, so another attempt would not help. */
export function isMissing(error: unknown): boolean {
  return error instanceof InfinitioError && error.status === 404
}

/** Returns true if the user refused in the wallet (EIP-1193 code 4001). It searches all nested causes. */
export function isDeclined(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && error.code === 4001) return true
  return 'cause' in error && isDeclined(error.cause)
}

function firstLine(error: Error): string {
  if ('shortMessage' in error && typeof error.shortMessage === 'string') return error.shortMessage
  return error.message.split('\n')[0] || error.name
}
