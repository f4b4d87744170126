import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { estimateGas } from 'viem/actions'
import type { ContractCall } from '../../calls/contractCall.ts'
import type { ContractRefusal } from '../../errors/decodeMarketError.ts'
import { decodePoolError } from '../../errors/decodePoolError.ts'

/** A call to simulate, and its sender. It runs on the state after block `at`; without `at`, on the pending state. */
export type SimulatedCall = { readonly from: Address; readonly call: ContractCall; readonly at?: bigint }

/** The result of a simulation. `gas` is the estimate, without a margin. */
export type Simulation = { readonly ok: true; readonly gas: bigint } | { readonly ok: false; readonly refusal: ContractRefusal }

/**
 * Runs a call without sending it. By default, runs it after all waiting transactions, with the time of the pending block. With `at`, runs it on the state at
 * the end of block `at`, which the node must still have. If the contract refuses the call, returns the refusal as a value. Throws when the chain does not
 * answer, or for another failure.
 */
export async function simulateCall(client: Client, { from, call, at }: SimulatedCall): Promise<Simulation> {
  const block = at === undefined ? { blockTag: 'pending' as const } : { blockNumber: at }
  try {
    const gas = await estimateGas(client, { account: from, to: call.to, data: call.data, ...block })
    return { ok: true, gas }
  } catch (error) {
    const refusal = decodePoolError(error)
    if (refusal === null) throw error
    return { ok: false, refusal }
  }
}
