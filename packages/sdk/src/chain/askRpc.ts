import { decodeContractError } from '@infinitio/chain'
import { BaseError, HttpRequestError, TimeoutError } from 'viem'
import { refusal } from '../transport/refusal.ts'
import type { ExitAccess } from './exitAccess.ts'

/** Reasons why an RPC node gave no result. `busy`: it received too many requests. `away`: it did not answer. `refused`: it rejected this request. */
export type RpcProblem = 'busy' | 'away' | 'refused'

const firstWaitMs = 250
/** Number of attempts for each problem. A busy node at least answers, so it gets more attempts. A node that does not answer may have a wrong address. */
const attempts = { busy: 7, away: 4 }

/** Classifies the error that viem throws when a read fails. Public nodes report "too many requests" by HTTP status, by JSON-RPC code or only in their text. */
export function rpcProblemOf(error: unknown): RpcProblem {
  if (!(error instanceof BaseError)) return 'away'
  const http = error.walk((cause) => cause instanceof HttpRequestError)
  if (http instanceof HttpRequestError && http.status === 429) return 'busy'
  const words = `${error.message} ${error.details}`
  if (/rate.?limit|too many requests|rate exceeded|per second|throughput|capacity exceeded|-32029|\b429\b/i.test(words)) return 'busy'
  if (http instanceof HttpRequestError && http.status !== undefined && http.status < 500) return 'refused'
  if (http !== null || error.walk((cause) => cause instanceof TimeoutError) !== null) return 'away'
  return 'refused'
}

/**
 * Repeats a request with growing pauses until the RPC node answers: 7 tries with 15.75 s of pauses for a busy node, 4 tries with 1.75 s for an unreachable one.
 * Throws viem's error at once if the node rejects the request, and `chain.rpc_silent` without an answer.
 */
export async function askRpc<Answer>({ sleep }: Pick<ExitAccess, 'sleep'>, ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1, waitMs = firstWaitMs; ; attempt += 1, waitMs *= 2) {
    try {
      return await ask()
    } catch (error) {
      const problem = decodeContractError(error) !== null ? 'refused' : rpcProblemOf(error)
      if (problem === 'refused') throw error
      if (attempt >= attempts[problem]) throw refusal('chain.rpc_silent', { detail: error instanceof BaseError ? error.shortMessage : String(error) })
      await sleep(waitMs)
    }
  }
}
