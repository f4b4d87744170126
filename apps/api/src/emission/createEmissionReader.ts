import {
  attestationsAbi,
  emissionAbi,
  type EmissionAddresses,
  type EmissionTerms,
  nameKey,
  type ProgrammeEvent,
  proofsEntry,
  type ReadEmission,
  readEmission,
  readEmissionAddresses,
  type ReadEpoch,
  readEpochTerms,
  readProgrammeEvents,
  readProgrammes,
  readStandingEpochs,
  type ReadValidatorSet,
  readValidatorSet,
} from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import { type EconomyParameters, economyParameters, type EpochDocument } from '@infinitio/sdk/emission'
import type { Client } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import type { ChainClock } from '../chain/createChainClock.ts'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import { type ProgrammeWithHistory, withHistory } from './programmeHistory.ts'
import type { LeafPlaces } from './placesOfLeaves.ts'

/** The state of emission at one block: the data of the emission contract, its last valid epochs, oldest first, and the validators that may sign epochs. */
export type EmissionStanding = {
  readonly blockNumber: bigint
  readonly blockTimestamp: bigint
  readonly chainId: number
  readonly attestations: Address
  readonly pToken: Address
  /** Null if no DAO is deployed. */
  readonly deployed: {
    readonly contract: Address
    readonly stakedGToken: Address
    readonly state: ReadEmission
    readonly epochs: readonly ReadEpoch[]
    readonly set: ReadValidatorSet | null
    /** The set before the last change, if that change was in the last two hours: so long the contract may accept its signatures. */
    readonly previousSet: ReadValidatorSet | null
    /** The length of an epoch of roots about GPU proofs, in seconds. */
    readonly proofPeriod: bigint
    /** The programmes, oldest first. */
    readonly programmes: readonly ProgrammeWithHistory[]
  } | null
}

/**
 * Returns the state of emission at the newest block. All callers at the same block share one request to the chain. Throws ChainUnavailableError while the chain
 * does not answer.
 */
export type EmissionReader = {
  read(): Promise<EmissionStanding>
  /** Returns the economy parameters of this version. A version never changes. */
  parameters(contract: Address, version: number): Promise<EconomyParameters>
  /**
   * Returns the document of an emission epoch by the hash of its signed statement, from a small cache or, if it is not there, from `load`. A document never
   * changes.
   */
  document(statement: string, load: () => Promise<EpochDocument | null>): Promise<EpochDocument | null>
  /** Returns the class and region of the nodes in the document whose signed statement has this hash, from the cache or else from `load`. */
  places(statement: string, load: () => Promise<LeafPlaces | null>): Promise<LeafPlaces | null>
}

const shownEpochs = 48
/** The set before the current one is read for this many seconds after a change. */
const previousSeconds = 7_200n
const keptDocuments = 3
/** A reorg may still drop this many of the newest blocks. Their events are read again each time. */
const reorgBlocks = 64n

type AtHead = { readonly attestations: Address; readonly head: bigint; readonly now: bigint }

/** Creates the reader of emission (the pay in new PToken). */
export function createEmissionReader({ facts, clock }: { facts: MarketFactsReader; clock: ChainClock }): EmissionReader {
  const { client } = facts
  const terms = new Map<bigint, EmissionTerms>()
  let happened: readonly ProgrammeEvent[] = []
  const versions = new Map<number, EconomyParameters>()
  let readTo = -1n
  let last: { clockBlock: number; standing: EmissionStanding } | null = null
  let reading: Promise<EmissionStanding> | null = null

  async function load(): Promise<EmissionStanding> {
    const clockBlock = clock.read().blockNumber
    const { addresses, chainId } = await facts.read()
    const [{ number, timestamp }, found] = await Promise.all([
      getBlock(client, { blockTag: 'latest' }),
      readEmissionAddresses(client, addresses.directory),
    ])
    const at = { blockNumber: number, blockTimestamp: timestamp, chainId, attestations: addresses.attestations, pToken: addresses.pToken }
    const { attestations } = addresses
    const standing = { ...at, deployed: found === null ? null : await readDeployed(found, { attestations, head: number, now: timestamp }) }
    last = { clockBlock, standing }
    return standing
  }

  async function readDeployed({ emission, stakedGToken }: EmissionAddresses, { attestations, head, now }: AtHead) {
    const from = readTo > reorgBlocks ? readTo - reorgBlocks : 0n
    for (const [epoch, it] of await readEpochTerms(client, { emission, from, to: head })) terms.set(epoch, it)
    happened = [...happened.filter(({ blockNumber }) => blockNumber < from), ...(await readProgrammeEvents(client, { emission, from, to: head }))]
    readTo = head
    const newest = [...terms.values()].sort((one, other) => Number(other.epoch - one.epoch)).slice(0, shownEpochs)
    const [state, epochs, [set, previousSet], programmes, proofPeriod] = await Promise.all([
      readEmission(client, { emission, blockNumber: head }),
      readStandingEpochs(client, { emission, blockNumber: head, terms: newest }),
      readSets(client, attestations, { now, before: last?.standing.deployed ?? null }),
      readProgrammes(client, { emission, blockNumber: head }),
      readContract(client, { address: attestations, abi: attestationsAbi, functionName: 'periodOf', args: [nameKey(proofsEntry)] }),
    ])
    return { contract: emission, stakedGToken, state, epochs, set, previousSet, programmes: withHistory(programmes, happened), proofPeriod }
  }

  return {
    async parameters(contract, version) {
      const known = versions.get(version)
      if (known !== undefined) return known
      const read = { address: contract, abi: emissionAbi, functionName: 'parametersOf', args: [version] } as const
      const values = await readContract(client, read).catch((cause: unknown) => {
        throw new ChainUnavailableError('emission cannot be read', { cause })
      })
      const parameters = economyParameters(values)
      versions.set(version, parameters)
      return parameters
    },
    document: keepFew(keptDocuments),
    places: keepFew(keptDocuments),
    async read() {
      if (last !== null && last.clockBlock === clock.read().blockNumber && clock.read().ok) return last.standing
      reading ??= load().finally(() => {
        reading = null
      })
      return reading.catch((cause: unknown) => {
        throw cause instanceof ChainUnavailableError ? cause : new ChainUnavailableError('emission cannot be read', { cause })
      })
    },
  }
}

type KnownSets = { readonly now: bigint; readonly before: Pick<NonNullable<EmissionStanding['deployed']>, 'set' | 'previousSet'> | null }

/** Reads the current validator set, and the one before it if the set has changed in the last two hours. `before` has the sets that were read last. */
async function readSets(
  client: Client,
  attestations: Address,
  { now, before }: KnownSets,
): Promise<readonly [ReadValidatorSet | null, ReadValidatorSet | null]> {
  const others = [before?.set ?? [], before?.previousSet ?? []].flat()
  const set = await readValidatorSet(client, attestations, { known: null, others })
  if (set === null || set.since + previousSeconds < now) return [set, null]
  return [set, await readValidatorSet(client, attestations, { known: null, others, which: 'previousSet' })]
}

/** Caches the `most` values that were requested last, and loads others with `load`. Does not cache null. */
function keepFew<T>(most: number): (key: string, load: () => Promise<T | null>) => Promise<T | null> {
  const kept = new Map<string, T>()
  return async (key, load) => {
    const value = kept.get(key) ?? (await load())
    if (value === null) return null
    kept.delete(key)
    kept.set(key, value)
    for (const oldest of [...kept.keys()].slice(0, -most)) kept.delete(oldest)
    return value
  }
}
