import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { estimateGas } from 'viem/actions'
import type { ContractCall } from '../calls/contractCall.ts'
import { type ContractRefusal, decodeContractError } from '../errors/decodeMarketError.ts'

/** What a transaction would do on the pending block. `gas` is the estimate, with no margin. */
export type Simulation = { readonly ok: true; readonly gas: bigint } | { readonly ok: false; readonly refusal: ContractRefusal }

/**
 * Runs a call against the pending block, so that block time is now and transactions already in the pool count. Returns the contract's
 * refusal as a value; throws when the chain does not answer or fails for a reason that is not a revert of ours.
 */
export async function simulateCall(client: Client, { from, call }: { from: Address; call: ContractCall }): Promise<Simulation> {
  try {
    const gas = await estimateGas(client, { account: from, to: call.to, data: call.data, blockTag: 'pending' })
    return { ok: true, gas }
  } catch (error) {
    const refusal = decodeContractError(error)
    if (refusal === null) throw error
    return { ok: false, refusal }
  }
}
