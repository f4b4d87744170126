import { isDeclined, type Problem, problemOf } from '#web/parts/api/problem.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'

/** Converts an error from signing or sending to a problem. A refusal in the wallet and a chain that does not respond get sentences of this site. */
export function signingProblemOf(error: unknown): Problem {
  if (isDeclined(error)) return ofOurs('wallet.rejected')
  if (isChainSilent(error)) return ofOurs('wallet.chain_silent')
  return problemOf(error)
}

function ofOurs(code: 'wallet.rejected' | 'wallet.chain_silent'): Problem {
  return { code, sentence: sentenceOf(code), requestId: null }
}

/** Returns true for the two viem errors of a chain that does not respond. It searches all nested causes. */
function isChainSilent(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('shortMessage' in error && 'name' in error && (error.name === 'HttpRequestError' || error.name === 'TimeoutError')) return true
  return 'cause' in error && isChainSilent(error.cause)
}
