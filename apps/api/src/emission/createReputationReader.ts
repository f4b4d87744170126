import { readEmissionAddresses } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { epochEventLog, workOutReputations } from '@infinitio/sdk/emission'
import { toHex } from 'viem'
import { getBlockNumber } from 'viem/actions'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import type { AttestedReader, AttestedRoot } from './createAttestedReader.ts'

/**
 * The attested reputation of a provider: the summed values of the promises that it fulfilled and broke, in PToken base units, and `mean`, in 1e18 fixed point.
 * `epoch` is the hour (Unix time divided by 3,600) for which validators signed it.
 */
export type AttestedReputation = {
  readonly fulfilled: bigint
  readonly failed: bigint
  readonly mean: bigint
  readonly epoch: bigint
  readonly root: string
}

/** Returns the reputation that validators attested for a provider. Null if there is none yet, and while it is calculated. Never rejects. */
export type ReputationReader = { find(account: Address): Promise<AttestedReputation | null> }

type Loaded = { readonly key: string; readonly of: ReadonlyMap<string, AttestedReputation> }

/** A request waits for this many milliseconds for the calculation. After that, it gets the reputations of the root before. */
const waitMs = 1_000
/** After a failed calculation, or one with another root, the next one begins this many milliseconds later. */
const againAfterMs = 60_000

/**
 * Creates the reader of reputations. Validators attest only a Merkle root, once a day. This reader calculates all reputations from the chain's events, and uses
 * them only if they have the attested root, signed by at least four validators. So it shows no number that validators did not sign. It stores the reputations
 * of one root, and calculates one root at a time.
 */
export function createReputationReader({
  facts,
  attested,
  logger,
}: {
  facts: MarketFactsReader
  attested: AttestedReader
  logger: Logger
}): ReputationReader {
  let loaded: Loaded | null = null
  let loading: Promise<void> | null = null
  let againAt = 0

  async function load(key: string, { root, epoch }: AttestedRoot): Promise<void> {
    const { client } = facts
    const { addresses } = await facts.read()
    const found = await readEmissionAddresses(client, addresses.directory)
    // The events are not stored after the calculation: a market with many leases has many, and the next root comes a day later.
    const events = found === null ? null : epochEventLog(client, { addresses, ...found })
    const tree = events === null ? null : await workOutReputations({ client, events }, { epoch, head: await getBlockNumber(client) })
    if (tree === null || toHex(tree.root) !== root) throw new Error(`the reputations of hour ${epoch} do not have the attested root ${root}`)
    const of = tree.reputations.map(({ account, fulfilled, failed, mean }) => [account, { fulfilled, failed, mean, epoch, root }] as const)
    loaded = { key, of: new Map(of) }
  }

  function start(key: string, root: AttestedRoot): Promise<void> {
    if (loading !== null) return loading
    if (performance.now() < againAt) return Promise.resolve()
    loading = load(key, root)
      .catch((err: unknown) => {
        againAt = performance.now() + againAfterMs
        logger.warn({ err }, 'the reputations of providers cannot be calculated')
      })
      .finally(() => {
        loading = null
      })
    return loading
  }

  return {
    async find(account) {
      const root = await attested.read('reputation').catch(() => null)
      if (root !== null && root.time > 0 && root.full) {
        const key = `${root.epoch} ${root.root}`
        if (loaded?.key !== key) await atMost(start(key, root), waitMs)
      }
      return loaded?.of.get(account) ?? null
    },
  }
}

async function atMost(done: Promise<void>, ms: number): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  await Promise.race([done, late]).finally(() => clearTimeout(timer))
}
