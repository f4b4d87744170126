import { isRecord, parsedRecord } from './jsonText.ts'

/**
 * The rule in the terms of a service by which the beginning of a prompt counts as cached, so that its tokens get the price of cached input: its messages were the
 * whole prompt of a request that this channel paid at most `withinSeconds` before, and the receipt of that request states at least `leastTokens` tokens of input.
 * So many tokens count. The service may count more tokens as cached, and never fewer.
 */
export type CachedPrefix = { readonly leastTokens: number; readonly withinSeconds: number }

/** The beginning of a prompt that was paid before: its tokens by the receipt of that request, and the least tokens that count. */
export type SharedPrefix = { readonly tokens: number; readonly leastTokens: number }

const mostTokens = 10_000_000
const mostSeconds = 86_400

/** Returns true if a value can be the rule of a service: 1 to 10,000,000 tokens, and 1 to 86,400 seconds. */
export function isCachedPrefix(value: unknown): value is CachedPrefix {
  if (!isRecord(value) || Object.keys(value).toSorted().join() !== 'leastTokens,withinSeconds') return false
  return isCount(value['leastTokens'], mostTokens) && isCount(value['withinSeconds'], mostSeconds)
}

/**
 * Returns the texts of a chat prompt whose beginnings can be cached: first the model and its tools, then each message. Returns an empty list for an encrypted
 * prompt and for a body without messages.
 */
export function prefixTexts(body: Uint8Array): readonly string[] {
  const value = parsedRecord(new TextDecoder().decode(body))
  const messages = value?.['messages']
  if (value === null || 'sealed' in value || !Array.isArray(messages) || messages.length === 0) return []
  return [[value['model'], value['tools'] ?? null], ...(messages as unknown[])].map((one) => JSON.stringify(one))
}

/**
 * Returns the tokens of a prompt of `input` tokens that count as cached by the rule. They are those that a receipt stated for the beginning. A share of the bytes
 * would be wrong: a payer could repeat many bytes that are few tokens, and add few bytes that are many. Returns 0 below the least tokens.
 */
export function cachedTokens({ tokens, leastTokens }: SharedPrefix, input: number): number {
  return tokens < leastTokens ? 0 : Math.min(tokens, input)
}

function isCount(value: unknown, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most
}
