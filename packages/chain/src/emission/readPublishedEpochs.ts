import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { getContractEvents, multicall, readContract } from 'viem/actions'
import { emissionAbi } from '../generated/emissionAbi.ts'
import { blockRanges } from './blockRanges.ts'
import type { EmissionTerms } from './emissionCalls.ts'

/** A published epoch that was not taken back. Amounts in PToken base units, times in Unix seconds. */
export type ReadEpoch = {
  readonly terms: EmissionTerms
  readonly publishedAt: bigint
  readonly challengeUntil: bigint
  readonly finalAt: bigint
  readonly openDemands: number
}

/** What `Emission` says of itself. */
export type ReadEmission = {
  readonly lastEpoch: bigint
  readonly finalEpoch: bigint
  readonly parametersVersion: number
  /** PToken base units: paid to providers so far, and of all final epochs. */
  readonly claimed: bigint
  readonly total: bigint
  readonly leastG: bigint
  readonly challengeBond: bigint
}

/** Reads where emission stands at a block. Throws viem's errors. */
export async function readEmission(client: Client, { emission, blockNumber }: { emission: Address; blockNumber: bigint }): Promise<ReadEmission> {
  const at = { address: emission, abi: emissionAbi } as const
  const [lastEpoch, parametersVersion, counter, limits] = await multicall(client, {
    deployless: true,
    allowFailure: false,
    blockNumber,
    contracts: [
      { ...at, functionName: 'lastEpoch' },
      { ...at, functionName: 'parametersVersion' },
      { ...at, functionName: 'counter' },
      { ...at, functionName: 'limits' },
    ],
  })
  const { claimed, total, finalEpoch, leastG } = counter
  return { lastEpoch, parametersVersion, claimed, total, finalEpoch: BigInt(finalEpoch), leastG: BigInt(leastG), challengeBond: limits.challengeBond }
}

/** Reads the epochs that stand, by their events from a block to another (both included), oldest first. Throws viem's errors. */
export async function readPublishedEpochs(
  client: Client,
  { emission, from, to }: { emission: Address; from: bigint; to: bigint },
): Promise<ReadEpoch[]> {
  const at = { address: emission, abi: emissionAbi } as const
  const terms = new Map<bigint, EmissionTerms>()
  for (const range of blockRanges({ from, to })) {
    const logs = await getContractEvents(client, { ...at, eventName: 'EpochPublished', ...range, strict: true })
    // One that was taken back may be published again: the last counts.
    for (const { args } of logs) terms.set(args.epoch, args.terms)
  }
  const records = await Promise.all([...terms.keys()].map((epoch) => readContract(client, { ...at, functionName: 'recordOf', args: [epoch] })))
  const epochs = [...terms.values()].flatMap((it, place): ReadEpoch[] => {
    const record = records[place]
    if (record === undefined || record.publishedAt === 0) return []
    const { publishedAt, challengeUntil, finalAt, openDemands } = record
    return [{ terms: it, publishedAt: BigInt(publishedAt), challengeUntil: BigInt(challengeUntil), finalAt: BigInt(finalAt), openDemands }]
  })
  return epochs.sort((one, other) => Number(one.terms.epoch - other.terms.epoch))
}
