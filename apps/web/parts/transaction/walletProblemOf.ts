import { decodeContractError } from '@infinitio/chain'
import type { Problem } from '#web/parts/api/problem.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { signingProblemOf } from '#web/parts/api/signingProblemOf.ts'

/** Converts an error of the wallet or the chain to a problem. An error of this market's contracts gets its translated sentence. */
export function walletProblemOf(error: unknown): Problem {
  if (error instanceof TranslatedRefusal) return { code: 'chain.transaction_reverted', sentence: error.message, requestId: null }
  const refusal = decodeContractError(error)
  if (refusal === null) return signingProblemOf(error)
  return { code: refusal.code, sentence: sentenceOf(refusal.code), requestId: null }
}

/** The error of a contract with its translated sentence. */
export class TranslatedRefusal extends Error {
  override readonly name = 'SpokenRefusal'
}
