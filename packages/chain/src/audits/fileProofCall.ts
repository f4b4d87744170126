import type { Address, Hex32 } from '@infinitio/domain'
import { encodeFunctionData, stringToHex } from 'viem'
import type { ContractCall } from '../calls/contractCall.ts'
import { carbonRegistryAbi } from '../generated/carbonRegistryAbi.ts'

/** A proof of green energy. `source` is ASCII of at most 31 letters, `coverage` a share in 1e18 fixed point, times in Unix seconds, `site` a hash or zeros. */
export type CarbonProof = {
  readonly source: string
  readonly certificateHash: Hex32
  readonly meterHash: Hex32
  readonly site: Hex32
  readonly coverage: bigint
  readonly from: number
  readonly until: number
  readonly nodes: readonly Hex32[]
}

/** Files a proof for nodes of the sender, which must have allowed the bond and the pay of its auditors. */
export function fileProofCall(carbonRegistry: Address, proof: CarbonProof): ContractCall {
  const args = [{ ...proof, source: stringToHex(proof.source, { size: 32 }) }] as const
  return { to: carbonRegistry, data: encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'file', args }) }
}
