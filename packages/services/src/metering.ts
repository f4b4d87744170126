import { assert, assetUnits, type AssetUnits } from '@infinitio/domain'
import { type ServiceTerms, startPriceOf } from './terms.ts'

/** The tokens of one request. `cached` is a part of `input`. */
export type TokenUnits = { readonly input: number; readonly cached: number; readonly output: number }

/** The measured values of an answer, or of one piece of a stream: the token counts of the model server, and the bytes of text in it. */
export type AnswerFacts = {
  readonly usage: TokenUnits | null
  readonly textBytes: number
  readonly isOnlyUsage: boolean
}

const million = 1_000_000n
const firstShare = 16n
const doublings = 4
const bytesPerToken = 4
/** The largest number of tokens that a chat template adds to a message. */
const templateTokens = 32
/** The number of tokens to assume for an image that only its URL names. Most model servers use 256 to 2,048 tokens for an image. */
const usualImageTokens = 2_048
const okStatus = 200

/** Returns the cost of a request in base units. Only the sum is rounded up, not each price. Throws if `cached` is more than `input`. */
export function costOf(terms: ServiceTerms, { input, cached, output }: TokenUnits): AssetUnits {
  assert(cached <= input, 'cached tokens are a part of the input')
  const sum = BigInt(input - cached) * terms.inputPrice + BigInt(cached) * terms.cachedPrice + BigInt(output) * terms.outputPrice
  return assetUnits((sum + million - 1n) / million)
}

/**
 * Returns the step of a request: the most that a client pays for output before it has received it. `answers` is the number of answers so far in the payment
 * channel. Without any, the step is a sixteenth of the step in the service's terms. It doubles after each of the first four answers, up to the step in the
 * terms. So a service that takes the money and never answers gets little.
 */
export function stepAfter(terms: ServiceTerms, answers: number): AssetUnits {
  const first = (terms.step + firstShare - 1n) / firstShare
  const grown = first << BigInt(Math.min(answers, doublings))
  return assetUnits(grown < terms.step ? grown : terms.step)
}

/**
 * The size of a prompt as both client and service count it: its bytes and its messages. They need no tokenizer for this. `images` is the number of images that
 * the prompt names by their URLs, 0 if it is missing. `messages` already includes the most tokens of these images.
 */
export type PromptSize = { readonly bytes: number; readonly messages: number; readonly images?: number }

/** Returns the most tokens that a prompt can have. Each token has at least one byte, and a chat template adds tokens to each message. */
export function mostPromptTokens({ bytes, messages }: PromptSize): number {
  return bytes + templateTokens * messages
}

/** Returns the number of tokens to assume for a prompt if the answer ends before the server counts them. It is at most `mostPromptTokens`. */
export function usualPromptTokens(prompt: PromptSize): number {
  return Math.min(mostPromptTokens(prompt), Math.ceil(prompt.bytes / bytesPerToken) + usualImageTokens * (prompt.images ?? 0))
}

/**
 * Returns the amount that a voucher (promise to pay) must cover before a request starts: the price of the prompt, plus the start price of the terms, plus the
 * smaller of one step (the advance for one request) and the price of the longest possible output. `mostOutput` is the request's own limit of output tokens, or
 * null.
 */
export function needOf(
  terms: ServiceTerms,
  request: { readonly prompt: PromptSize; readonly mostOutput: number | null; readonly answers: number },
): AssetUnits {
  const prompt = promptPrice(terms, request.prompt) + startPriceOf(terms)
  const step = stepAfter(terms, request.answers)
  const rest = request.mostOutput === null ? step : costOf(terms, { input: 0, cached: 0, output: request.mostOutput })
  return assetUnits(prompt + (rest < step ? rest : step))
}

/** Statuses with which a model server refuses a request that is wrong in itself. */
const wrongRequest: ReadonlySet<number> = new Set([400, 404, 413, 415, 422])

/**
 * Returns the most that an answer with this status may cost, or null if its tokens are paid (status 200). For a request that is wrong in itself, this is the
 * start price, which is due if a machine was rented for the request. Otherwise wrong requests could cause starts for nothing. All other errors are free.
 */
export function mostOfStatus(terms: ServiceTerms, status: number): AssetUnits | null {
  if (status === okStatus) return null
  return wrongRequest.has(status) ? startPriceOf(terms) : assetUnits(0n)
}

/** Returns the highest price that a prompt can have. */
export function promptPrice(terms: ServiceTerms, prompt: PromptSize): AssetUnits {
  return costOf(terms, { input: mostPromptTokens(prompt), cached: 0, output: 0 })
}
