import { type ContractCall, decodeMarketError } from '@infinitio/chain'
import { simulateCall } from '@infinitio/chain/node'
import type { ErrorCode } from '@infinitio/domain'
import { BaseError } from 'viem'
import type { Sender } from './sender.ts'

/** The result of a simulated call: the gas that it needs, or the error code with which it would fail. */
export type Trial = { ok: true; gas: bigint } | { ok: false; code: ErrorCode; detail: string }

const AWAY_ERRORS = new Set(['HttpRequestError', 'TimeoutError', 'SocketClosedError', 'InsufficientFundsError'])

/**
 * Simulates a call as `sender` on the pending block, or at the end of block `at`. A revert is returned as a value. Throws if the chain does not answer. Also
 * throws if the sender cannot pay for gas, because then every later call would fail, too.
 */
export async function simulate({ client, address }: Pick<Sender, 'client' | 'address'>, call: ContractCall, at?: bigint): Promise<Trial> {
  try {
    const simulation = await simulateCall(client, { from: address, call, ...(at === undefined ? {} : { at }) })
    if (simulation.ok) return simulation
    return { ok: false, code: simulation.refusal.code, detail: simulation.refusal.name }
  } catch (error) {
    if (!(error instanceof BaseError) || error.walk((cause) => cause instanceof Error && AWAY_ERRORS.has(cause.name)) !== null) throw error
    return { ok: false, code: decodeMarketError(error), detail: error.shortMessage }
  }
}
