import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { estimateGas } from 'viem/actions'
import type { ContractCall } from '../../calls/contractCall.ts'
import { type ContractRefusal, decodeContractError } from '../../errors/decodeMarketError.ts'

/** Whose call is tried, and on which block: the pending one unless it is named. */
export type SimulatedCall = { readonly from: Address; readonly call: ContractCall; readonly at?: bigint }

/** What a transaction would do. `gas` is the estimate, with no margin. */
export type Simulation = { readonly ok: true; readonly gas: bigint } | { readonly ok: false; readonly refusal: ContractRefusal }

/**
 * Runs a call against the pending block, so that block time is now and transactions already in the pool count, or as it would have gone `at` the end of
 * a block, which a node knows for its last 128. Returns the contract's refusal as a value; throws when the chain does not answer or fails for a reason that is not a revert of ours.
 */
export async function simulateCall(client: Client, { from, call, at }: SimulatedCall): Promise<Simulation> {
  const block = at === undefined ? { blockTag: 'pending' as const } : { blockNumber: at }
  try {
    const gas = await estimateGas(client, { account: from, to: call.to, data: call.data, ...block })
    return { ok: true, gas }
  } catch (error) {
    const refusal = decodeContractError(error)
    if (refusal === null) throw error
    return { ok: false, refusal }
  }
}
