import { decodeContractError } from '@infinitio/chain'
import { BaseError, HttpRequestError, TimeoutError } from 'viem'
import { refusal } from '../client/refusal.ts'
import type { ExitAccess } from './exitAccess.ts'

/** What an RPC meant by not answering: too many requests just now, away, or a refusal of this very request. */
export type RpcProblem = 'busy' | 'away' | 'refused'

const firstWaitMs = 250
const attempts = 7

/** Reads viem's error of a read. Public nodes say "too many requests" by HTTP status, by JSON-RPC code or only in words. */
export function rpcProblemOf(error: unknown): RpcProblem {
  if (!(error instanceof BaseError)) return 'away'
  const http = error.walk((cause) => cause instanceof HttpRequestError)
  if (http instanceof HttpRequestError && http.status === 429) return 'busy'
  const words = `${error.message} ${error.details}`
  if (/rate.?limit|too many requests|requests? per|throughput|capacity exceeded|-32029|\b429\b/i.test(words)) return 'busy'
  if (http instanceof HttpRequestError && http.status !== undefined && http.status < 500) return 'refused'
  if (http !== null || error.walk((cause) => cause instanceof TimeoutError) !== null) return 'away'
  return 'refused'
}

/**
 * Asks until the RPC answers, with longer waits each time, at most 7 times in about half a minute. A refusal of the request itself is thrown
 * at once, as viem's error. Throws `chain.rpc_silent` when no answer came.
 */
export async function askRpc<Answer>({ sleep }: Pick<ExitAccess, 'sleep'>, ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1, waitMs = firstWaitMs; ; attempt += 1, waitMs *= 2) {
    try {
      return await ask()
    } catch (error) {
      if (decodeContractError(error) !== null || rpcProblemOf(error) === 'refused') throw error
      if (attempt === attempts) throw refusal('chain.rpc_silent', { detail: error instanceof BaseError ? error.shortMessage : String(error) })
      await sleep(waitMs)
    }
  }
}
