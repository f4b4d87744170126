import { assert, assetUnits, type AssetUnits } from '@infinitio/domain'
import type { ServiceTerms } from './terms.ts'

/** The tokens of one request. `cached` is a part of `input`. */
export type TokenUnits = { readonly input: number; readonly cached: number; readonly output: number }

const million = 1_000_000n
const firstShare = 16n
const doublings = 4
const bytesPerToken = 4
/** A chat template adds at most this many tokens to each message. */
const templateTokens = 32

/** Returns the cost of a request, rounded up once. Asserts `cached` ≤ `input`. */
export function costOf(terms: ServiceTerms, { input, cached, output }: TokenUnits): AssetUnits {
  assert(cached <= input, 'cached tokens are a part of the input')
  const sum = BigInt(input - cached) * terms.inputPrice + BigInt(cached) * terms.cachedPrice + BigInt(output) * terms.outputPrice
  return assetUnits((sum + million - 1n) / million)
}

/**
 * Returns the step of a request, the most that a client pays ahead of its output. It is a sixteenth of the step in the terms for the first answer of a channel,
 * and each of the first four answers doubles it, up to that step. So a service that takes a step and never answers gets little.
 */
export function stepAfter(terms: ServiceTerms, answers: number): AssetUnits {
  const first = (terms.step + firstShare - 1n) / firstShare
  const grown = first << BigInt(Math.min(answers, doublings))
  return assetUnits(grown < terms.step ? grown : terms.step)
}

/** The size of a prompt as client and service count it: its bytes and its messages. Neither of them needs a tokenizer for it. */
export type PromptSize = { readonly bytes: number; readonly messages: number }

/** Returns the most tokens that a prompt can have. Each token has at least one byte, and a chat template adds tokens to each message. */
export function mostPromptTokens({ bytes, messages }: PromptSize): number {
  return bytes + templateTokens * messages
}

/** Returns the number of tokens to assume for a prompt if the answer ends before the server counts them. */
export function usualPromptTokens({ bytes }: PromptSize): number {
  return Math.ceil(bytes / bytesPerToken)
}

/**
 * Returns the amount that a request needs before it starts: the price of its prompt, and the price of its output, limited to a step (the advance of one
 * request). `mostOutput` is the request's own limit of tokens, or null.
 */
export function needOf(
  terms: ServiceTerms,
  request: { readonly prompt: PromptSize; readonly mostOutput: number | null; readonly answers: number },
): AssetUnits {
  const prompt = promptPrice(terms, request.prompt)
  const step = stepAfter(terms, request.answers)
  const rest = request.mostOutput === null ? step : costOf(terms, { input: 0, cached: 0, output: request.mostOutput })
  return assetUnits(prompt + (rest < step ? rest : step))
}

/** Returns the most that a prompt can cost. */
export function promptPrice(terms: ServiceTerms, prompt: PromptSize): AssetUnits {
  return costOf(terms, { input: mostPromptTokens(prompt), cached: 0, output: 0 })
}
