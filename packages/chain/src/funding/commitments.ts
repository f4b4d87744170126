import { address, type Address, pTokenUnits, type PTokenUnits, zeroAddress } from '@infinitio/domain'
import { type Client, type ContractFunctionReturnType, encodeFunctionData, parseEventLogs } from 'viem'
import { getLogs, multicall, readContract } from 'viem/actions'
import { futuresCommitmentAbi } from '../generated/futuresCommitmentAbi.ts'
import { blockRanges } from '../emission/blocks.ts'
import type { ContractCall } from '../calls/contractCall.ts'

/**
 * A provider's commitment (a promise of GPU time with a bond) and its state. Times are Unix seconds, amounts base units of PToken. `value` is calculated with
 * the reference price that the class had when the promise was made. `promisedTo` is null for a promise to everyone. `recordedAt` and `recordedEpoch` are null
 * until the delivery is recorded.
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

/** Reads the commitments (providers' promises of GPU time) from an id on, sorted by id, at a block (default: the newest). Throws viem's errors. */
export async function readCommitments(
  client: Client,
  { fromId = 1n, ...at }: { futuresCommitment: Address; fromId?: bigint; blockNumber?: bigint },
): Promise<readonly FuturesCommitment[]> {
  const { futuresCommitment: contract, ...block } = at
  const count = await readContract(client, { address: contract, abi: futuresCommitmentAbi, ...block, functionName: 'commitmentCount' })
  const ids = Array.from({ length: Math.max(0, Number(count - fromId) + 1) }, (_, place) => fromId + BigInt(place))
  return readCommitmentsOf(client, { ...at, ids })
}

/** Reads commitments (providers' promises of GPU time) by their ids and returns them in the same order. Each must exist. Throws viem's errors. */
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

/**
 * The measured result of a commitment: the value of the GPU time that was delivered, and of the GPU time that was missing, both in base units of PToken, and
 * the end of its time window in Unix seconds.
 */
export type PromiseRecord = {
  readonly commitment: bigint
  readonly provider: Address
  readonly fulfilledValue: bigint
  readonly failedValue: bigint
  readonly endedAt: bigint
}

/**
 * Reads all commitments (promises of GPU time) that were measured and settled in these blocks (both ends included), in the order of the chain. Two values are
 * calculated from them: the reputation of accounts, and the factor H (history) of emission. Throws viem's errors.
 */
export async function readPromiseRecord(
  client: Client,
  { futuresCommitment, from, to }: { futuresCommitment: Address; from: bigint; to: bigint },
): Promise<readonly PromiseRecord[]> {
  const found: PromiseRecord[] = []
  for (const range of blockRanges({ from, to })) {
    const logs = await getLogs(client, { address: futuresCommitment, ...range })
    for (const { args } of parseEventLogs({ abi: futuresCommitmentAbi, logs, eventName: 'CommitmentSettled' })) {
      if (!args.measured) continue
      const { id: commitment, fulfilledValue, failedValue } = args
      found.push({ commitment, provider: address(args.provider.toLowerCase()), fulfilledValue, failedValue, endedAt: BigInt(args.until) })
    }
  }
  return found
}

/** The terms of a new commitment. Times are Unix seconds, amounts base units of PToken. A null `promisedTo` means everyone. */
export type PromisedTerms = {
  readonly classId: number
  readonly from: number
  readonly until: number
  readonly gpuSeconds: bigint
  readonly pricePerGpuSecond: bigint
  readonly promisedTo: Address | null
  readonly bond: bigint
}

/** Promises GPU time and locks a bond for it. The sender must have approved the bond. */
export function commitCall(futuresCommitment: Address, terms: PromisedTerms): ContractCall {
  const args = [{ ...terms, promisedTo: terms.promisedTo ?? zeroAddress }] as const
  return { to: futuresCommitment, data: encodeFunctionData({ abi: futuresCommitmentAbi, functionName: 'commit', args }) }
}

/**
 * Returns the smallest bond for GPU-seconds of a class, in base units of PToken: a fifth of their value at the reference price, rounded up, and at least 10
 * PToken. The contract calculates the same amount.
 */
export function leastCommitmentBond({ gpuSeconds, referencePricePerGpuSecond }: { gpuSeconds: bigint; referencePricePerGpuSecond: bigint }): bigint {
  const fifth = (gpuSeconds * referencePricePerGpuSecond * 2_000n + 9_999n) / 10_000n
  return fifth > leastBond ? fifth : leastBond
}

const leastBond = 10n * 10n ** 18n
