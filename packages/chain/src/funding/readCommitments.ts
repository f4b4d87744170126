import { type Address, address, type PTokenUnits, pTokenUnits, zeroAddress } from '@infinitio/domain'
import type { Client, ContractFunctionReturnType } from 'viem'
import { multicall, readContract } from 'viem/actions'
import { futuresCommitmentAbi } from '../generated/futuresCommitmentAbi.ts'

/**
 * GPU time that a provider promised ahead, and where that stands. Times in Unix seconds, amounts in base units of PToken; `value` at the class's reference
 * price when it was promised. `promisedTo` is null where it named nobody, `recordedAt` and `recordedEpoch` before a delivery was recorded.
 */
export type FuturesCommitment = {
  readonly id: bigint
  readonly provider: Address
  readonly classId: number
  readonly from: number
  readonly until: number
  readonly promisedTo: Address | null
  readonly gpuSeconds: bigint
  readonly pricePerGpuSecond: PTokenUnits
  readonly bond: PTokenUnits
  readonly value: PTokenUnits
  readonly delivered: bigint
  readonly recordedAt: number | null
  readonly recordedEpoch: bigint | null
  readonly isSettled: boolean
}

type Kept = ContractFunctionReturnType<typeof futuresCommitmentAbi, 'view', 'commitmentOf'>

/** Every commitment from an id on, by rising id, as the contract has it at a block; the newest one when it is left out. Throws viem's errors. */
export async function readCommitments(
  client: Client,
  { fromId = 1n, ...at }: { futuresCommitment: Address; fromId?: bigint; blockNumber?: bigint },
): Promise<readonly FuturesCommitment[]> {
  const { futuresCommitment: contract, ...block } = at
  const count = await readContract(client, { address: contract, abi: futuresCommitmentAbi, ...block, functionName: 'commitmentCount' })
  const ids = Array.from({ length: Math.max(0, Number(count - fromId) + 1) }, (_, place) => fromId + BigInt(place))
  return readCommitmentsOf(client, { ...at, ids })
}

/** Commitments by their ids, in the same order; each must have been made. Throws viem's errors. */
export async function readCommitmentsOf(
  client: Client,
  { futuresCommitment, ids, ...block }: { futuresCommitment: Address; ids: readonly bigint[]; blockNumber?: bigint },
): Promise<readonly FuturesCommitment[]> {
  if (ids.length === 0) return []
  const contracts = ids.map((id) => {
    return { address: futuresCommitment, abi: futuresCommitmentAbi, functionName: 'commitmentOf', args: [id] } as const
  })
  const kept = (await multicall(client, { deployless: true, allowFailure: false, ...block, contracts })) as readonly Kept[]
  return kept.map((one, place) => commitmentOf(ids[place] ?? 0n, one))
}

function commitmentOf(id: bigint, kept: Kept): FuturesCommitment {
  const { classId, from, until, gpuSeconds, delivered } = kept
  const isRecorded = kept.recordedAt !== 0
  return {
    ...{ id, provider: address(kept.provider.toLowerCase()), classId, from, until, gpuSeconds, delivered, isSettled: kept.settled },
    promisedTo: kept.promisedTo === zeroAddress ? null : address(kept.promisedTo.toLowerCase()),
    pricePerGpuSecond: pTokenUnits(kept.pricePerGpuSecond),
    bond: pTokenUnits(kept.bond),
    value: pTokenUnits(kept.value),
    recordedAt: isRecorded ? kept.recordedAt : null,
    recordedEpoch: isRecorded ? kept.recordedEpoch : null,
  }
}
