import { costOf, mostPromptTokens, type PromptSize, type ServiceTerms, startPriceOf, usualOutputTokens, usualPromptTokens } from '@infinitio/services'

/**
 * Returns the highest cost, in base units of PToken, that a request can have under these terms: the start price, as many tokens as its prompt can have, none of
 * them cached, and an answer of `answerTokens` tokens.
 */
export function mostCost(terms: ServiceTerms, { prompt, answerTokens }: { readonly prompt: PromptSize; readonly answerTokens: number }): bigint {
  return costOf(terms, { input: mostPromptTokens(prompt), cached: 0, output: answerTokens }) + startPriceOf(terms)
}

/** Estimates the cost of an answer so far, in base units, with four bytes for a token. The receipt of the answer states the exact cost. */
export function aboutCost(terms: ServiceTerms, { prompt, textBytes }: { readonly prompt: PromptSize; readonly textBytes: number }): bigint {
  return costOf(terms, { input: usualPromptTokens(prompt), cached: 0, output: usualOutputTokens(textBytes) })
}

/** Estimates how many tokens a text has, with four bytes for a token. */
export function aboutTokens(textBytes: number): number {
  return usualOutputTokens(textBytes)
}
