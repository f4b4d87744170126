import { costOf, mostPromptTokens, type ServiceTerms, usualOutputTokens, usualPromptTokens } from '@infinitio/services'

/** A prompt in bytes and messages. */
type Prompt = { readonly bytes: number; readonly messages: number }

/** Returns the most that a request costs at these terms: the most tokens that its prompt can have, and its longest answer. */
export function mostCost(terms: ServiceTerms, { prompt, answerTokens }: { readonly prompt: Prompt; readonly answerTokens: number }): bigint {
  return costOf(terms, { input: mostPromptTokens(prompt), cached: 0, output: answerTokens })
}

/** Returns about what an answer cost so far, with four bytes for a token. Its receipt has the exact count. */
export function aboutCost(terms: ServiceTerms, { prompt, textBytes }: { readonly prompt: Prompt; readonly textBytes: number }): bigint {
  return costOf(terms, { input: usualPromptTokens(prompt), cached: 0, output: usualOutputTokens(textBytes) })
}

/** Returns about how many tokens a text has, with four bytes for a token. */
export function aboutTokens(textBytes: number): number {
  return usualOutputTokens(textBytes)
}
