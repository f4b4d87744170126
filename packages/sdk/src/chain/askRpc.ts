import { decodeContractError } from '@infinitio/chain'
import { BaseError, HttpRequestError, TimeoutError } from 'viem'
import { refusal } from '../transport/refusal.ts'
import type { ExitAccess } from './exitAccess.ts'

/** What an RPC meant by not answering: too many requests just now, away, or a refusal of this very request. */
export type RpcProblem = 'busy' | 'away' | 'refused'

const firstWaitMs = 250
/** How often each is asked: one that is busy says so itself, one that is away may just be a wrong address. */
const attempts = { busy: 7, away: 4 }

/** Reads viem's error of a read. Public nodes say "too many requests" by HTTP status, by JSON-RPC code or only in words. */
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
 * Asks until the RPC answers, with longer waits each time: 7 times in 16 s while it says that it is busy, 4 times in 2 s while it is away. A
 * refusal of the request itself is thrown at once, as viem's error. Throws `chain.rpc_silent` when no answer came.
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
