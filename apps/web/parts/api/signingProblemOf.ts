import { isDeclined, type Problem, problemOf } from '#web/parts/api/problem.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'

/** Reads what was thrown while something was signed and sent; saying no in the wallet, and a chain that gave it no answer, have sentences of ours. */
export function signingProblemOf(error: unknown): Problem {
  if (isDeclined(error)) return ofOurs('wallet.rejected')
  if (isChainSilent(error)) return ofOurs('wallet.chain_silent')
  return problemOf(error)
}

function ofOurs(code: 'wallet.rejected' | 'wallet.chain_silent'): Problem {
  return { code, sentence: sentenceOf(code), requestId: null }
}

/** viem's two words for it, at any depth of causes. */
function isChainSilent(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('shortMessage' in error && 'name' in error && (error.name === 'HttpRequestError' || error.name === 'TimeoutError')) return true
  return 'cause' in error && isChainSilent(error.cause)
}
