import { assetUnits, type AssetUnits } from '@infinitio/domain'
import {
  cachedTokens,
  costOf,
  countedTokens,
  type InferenceRequest,
  mostCostOf,
  mostPromptTokens,
  type ServiceTerms,
  type TokenUnits,
  usualOutputTokens,
  usualPromptTokens,
} from '@infinitio/services'
import { mostFor, type RunningAnswer, type ServedChannel } from './servedChannel.ts'

/** How much of an answer was sent so far: its length in bytes of text, and the token counts of the model server, or null if the server has not sent them. */
export type SentAnswer = { readonly usage: TokenUnits | null; readonly textBytes: number }

/** A receipt may state one token for each byte of the answer, plus this number of tokens. Every client accepts that. */
const slackTokens = 32

/**
 * Returns the tokens that the receipt of an answer states. If the model server did not count them, they are calculated from the bytes of the prompt and of the
 * sent text. If the model server's count is too high, it is reduced to the most that every client accepts: one token for each byte, plus 32 for each message of
 * the prompt and 32 for the answer. The cached tokens are those of the model server, and at least those of the rule in the terms.
 */
export function unitsOf({ prompt, shared }: Pick<InferenceRequest, 'prompt' | 'shared'>, { usage, textBytes }: SentAnswer): TokenUnits {
  const input = usage === null ? usualPromptTokens(prompt) : Math.min(usage.input, mostPromptTokens(prompt))
  const byRule = shared === undefined ? 0 : cachedTokens(shared, input)
  const cached = Math.max(byRule, Math.min(usage?.cached ?? 0, input))
  return { input, cached, output: usage === null ? usualOutputTokens(textBytes) : Math.min(usage.output, textBytes + slackTokens) }
}

/**
 * Returns the cost of an ended answer: the price of its tokens, and the start price if a machine was rented for it. It is limited to the rest of the ceiling
 * (the most that the payer signed), and to the most that the client accepts.
 */
export function endCost(
  { terms, request, startPrice }: { readonly terms: ServiceTerms; readonly request: InferenceRequest; readonly startPrice: bigint },
  { channel, answer }: { readonly channel: ServedChannel; readonly answer: RunningAnswer },
  sent: SentAnswer,
): AssetUnits {
  const { prompt, mostOutput } = request
  const accepted = mostCostOf({ ...noRequest, prompt, mostOutput, counted: countedTokens(sent.textBytes) }, terms, 0)
  const bounds: bigint[] = [accepted, mostFor(channel, answer)]
  const cost = bounds.reduce((least, bound) => (bound < least ? bound : least), costOf(terms, unitsOf(request, sent)) + startPrice)
  return assetUnits(cost > 0n ? cost : 0n)
}

const noRequest = { seq: 0, salt: '0x', request: '0x', digest: '0x' } as const
