import { address, type Address, zeroAddress } from '@infinitio/domain'
import type { Client, ContractFunctionReturnType } from 'viem'
import { getContractEvents, multicall, readContract } from 'viem/actions'
import { emissionAbi } from '../generated/emissionAbi.ts'
import { blockRanges } from './blocks.ts'
import type { EmissionTerms } from './emissionCalls.ts'
import { nameKey } from '../addresses/directoryNames.ts'
import { directoryAbi } from '../generated/directoryAbi.ts'

/** A published epoch that was not withdrawn. Amounts are in PToken base units. Times are in Unix seconds. */
export type ReadEpoch = {
  readonly terms: EmissionTerms
  readonly publishedAt: bigint
  readonly challengeUntil: bigint
  readonly finalAt: bigint
  readonly openDemands: number
}

/** The state of `Emission`. */
export type ReadEmission = {
  readonly lastEpoch: bigint
  readonly finalEpoch: bigint
  readonly parametersVersion: number
  /**
   * `total` is the pay of all final epochs. `claimed` is the part of `total` that is no longer in the contract `Emission`: the payments to providers so far,
   * less any PToken that the contract received as a gift. Both are in PToken base units.
   */
  readonly claimed: bigint
  readonly total: bigint
  readonly leastG: bigint
  readonly challengeBond: bigint
}

/** Reads the state of emission at a block. Throws viem's errors. */
export async function readEmission(client: Client, { emission, blockNumber }: { emission: Address; blockNumber: bigint }): Promise<ReadEmission> {
  const at = { address: emission, abi: emissionAbi } as const
  const [lastEpoch, parametersVersion, counter, claimable, limits] = await multicall(client, {
    deployless: true,
    allowFailure: false,
    blockNumber,
    contracts: [
      { ...at, functionName: 'lastEpoch' },
      { ...at, functionName: 'parametersVersion' },
      { ...at, functionName: 'counter' },
      { ...at, functionName: 'claimable' },
      { ...at, functionName: 'limits' },
    ],
  })
  const { total, finalEpoch, leastG } = counter
  const claimed = total > claimable ? total - claimable : 0n
  return { lastEpoch, parametersVersion, claimed, total, finalEpoch: BigInt(finalEpoch), leastG: BigInt(leastG), challengeBond: limits.challengeBond }
}

/**
 * Reads the epochs published in a range of blocks (both ends included), oldest first, by epoch. For an epoch that was published again, returns its last terms.
 * Throws viem's errors.
 */
export async function readEpochTerms(
  client: Client,
  { emission, from, to }: { emission: Address; from: bigint; to: bigint },
): Promise<Map<bigint, EmissionTerms>> {
  const terms = new Map<bigint, EmissionTerms>()
  for (const range of blockRanges({ from, to })) {
    const at = { address: emission, abi: emissionAbi, eventName: 'EpochPublished', strict: true } as const
    for (const { args } of await getContractEvents(client, { ...at, ...range })) terms.set(args.epoch, args.terms)
  }
  return terms
}

type Kept = ContractFunctionReturnType<typeof emissionAbi, 'view', 'recordOf'>

/** Returns those of the given epochs that the contract holds as valid at a block, each with its state, oldest first. Throws viem's errors. */
export async function readStandingEpochs(
  client: Client,
  { emission, blockNumber, terms }: { emission: Address; blockNumber: bigint; terms: readonly EmissionTerms[] },
): Promise<ReadEpoch[]> {
  if (terms.length === 0) return []
  const at = { address: emission, abi: emissionAbi, functionName: 'recordOf' } as const
  const contracts = terms.map(({ epoch }) => ({ ...at, args: [epoch] as const }))
  const records = (await multicall(client, { deployless: true, allowFailure: false, blockNumber, contracts })) as readonly Kept[]
  const epochs = terms.flatMap((it, place): ReadEpoch[] => {
    const record = records[place]
    if (record === undefined || record.leaves !== it.leaves) return []
    const { publishedAt, challengeUntil, finalAt, openDemands } = record
    return [{ terms: it, publishedAt: BigInt(publishedAt), challengeUntil: BigInt(challengeUntil), finalAt: BigInt(finalAt), openDemands }]
  })
  return epochs.sort((one, other) => Number(one.terms.epoch - other.terms.epoch))
}

/**
 * The addresses of the emission contract and of other contracts that an epoch's inputs come from, except the market's own. An address that the Directory does
 * not have is null.
 */
export type EmissionAddresses = {
  readonly emission: Address
  readonly stakedGToken: Address
  readonly carbonRegistry: Address | null
  readonly bounties: Address | null
  readonly futuresCommitment: Address | null
}

/**
 * Reads the addresses of the contracts for emission, for staked G, and for the inputs of the factors. Returns null if no DAO is deployed. Throws viem's errors.
 */
export async function readEmissionAddresses(client: Client, directory: Address): Promise<EmissionAddresses | null> {
  const get = async (name: string): Promise<Address | null> => {
    const entry = await readContract(client, { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(name)] })
    return entry === zeroAddress ? null : address(entry.toLowerCase())
  }
  const [emission, stakedGToken, carbonRegistry, bounties, futuresCommitment] = await Promise.all(
    ['Emission', 'StakedGToken', 'CarbonRegistry', 'Bounties', 'FuturesCommitment'].map(get),
  )
  if (emission == null || stakedGToken == null) return null
  return { emission, stakedGToken, carbonRegistry: carbonRegistry ?? null, bounties: bounties ?? null, futuresCommitment: futuresCommitment ?? null }
}
