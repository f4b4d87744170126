import { isDeclined, type Problem, problemOf } from '#web/features/api/problem.ts'
import { sentenceOf } from '#web/features/api/sentenceOf.ts'

/** Reads what was thrown while something was signed and sent; saying no in the wallet is a refusal of ours with its own sentence. */
export function signingProblemOf(error: unknown): Problem {
  if (isDeclined(error)) return { code: 'wallet.rejected', sentence: sentenceOf('wallet.rejected'), requestId: null }
  return problemOf(error)
}
