import { directoryAbi, fundingNames, gOracleAbi, nameKey } from '@infinitio/chain'
import { type AssetUnits, assetUnits, zeroAddress } from '@infinitio/domain'
import { getBlock, readContract } from 'viem/actions'
import { RelayError } from '../relayError.ts'
import type { LedgerAccess } from './ledgerAccess.ts'

/** The rate of G: base units of G for one PToken. It holds until `untilSeconds`, in Unix seconds of the chain's clock, or until validators move it. */
export type GRate = { readonly rate: AssetUnits; readonly untilSeconds: number }

/** Reads the rates of G from the oracle of the chain: the newest one, and those of the last minutes. */
export type GRates = {
  /** Returns the newest rate. Throws `chain.g_rate_missing` if the oracle has no rate, or only one that is too old, and viem's errors. */
  readonly current: () => Promise<GRate>
  /**
   * Checks that a client may use a rate: it is the newest one, or this function or `current` read it as the newest one at most five minutes ago. So nobody can
   * pay by a rate that the oracle replaced long ago. Throws `serving.terms_changed` for another rate, and the errors of `current`.
   */
  readonly check: (rate: AssetUnits) => Promise<void>
}

type SeenRate = GRate & { readonly chainSeconds: number; readonly readMs: number }

/**
 * The time for which a service accepts a rate after it last read it as the newest one, in milliseconds. Client and service may read the chain at different
 * moments. The time of the next reading does not count: between two requests in G, the rate can be replaced for days.
 */
const replacedForMs = 300_000
/** A rate that the service does not know makes it read the chain again, but not more often than this. */
const readAgainMs = 250
/** The oracle's own limit for the age of a rate, in seconds (`GOracle.GOOD_FOR_SECONDS`). */
const goodForSeconds = 86_400

/** Opens the rates of G on a chain. Reads the oracle when a caller needs a rate, at most once in `everyMs`. */
export function openGRates(ledger: LedgerAccess, { everyMs, nowMs = Date.now }: { readonly everyMs: number; readonly nowMs?: () => number }): GRates {
  let newest: SeenRate | null = null
  let replaced: SeenRate[] = []
  let reading: Promise<void> | null = null

  const isRecent = ({ readMs }: SeenRate) => nowMs() - readMs < replacedForMs

  async function look(): Promise<void> {
    const next = await readRate(ledger, nowMs())
    if (newest !== null && newest.rate !== next.rate) replaced = [...replaced, newest]
    replaced = replaced.filter(isRecent)
    newest = next
  }

  async function atMost(ageMs: number): Promise<SeenRate> {
    if (newest === null || nowMs() - newest.readMs >= ageMs) {
      reading ??= look().finally(() => {
        reading = null
      })
      await reading
    }
    if (newest === null) throw new Error('the rate was read')
    const chainSeconds = newest.chainSeconds + (nowMs() - newest.readMs) / 1_000
    if (chainSeconds > newest.untilSeconds) throw new RelayError('chain.g_rate_missing', `the last rate held until ${newest.untilSeconds}`)
    return newest
  }

  return {
    current: () => atMost(everyMs),
    async check(rate) {
      if ((await atMost(everyMs)).rate === rate) return
      const { rate: known } = await atMost(Math.min(everyMs, readAgainMs))
      if (known === rate || replaced.some((one) => one.rate === rate && isRecent(one))) return
      throw new RelayError('serving.terms_changed', `the rate of G is ${known}`)
    },
  }
}

/** Reads the oracle that the Directory names. Before its first update it has a rate of time 0, which is too old. */
async function readRate({ client, directory }: LedgerAccess, readMs: number): Promise<SeenRate> {
  const named = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(fundingNames.rateOracle)] } as const
  const oracle = await readContract(client, named)
  if (oracle === zeroAddress) throw new RelayError('chain.g_rate_missing', 'this market has no oracle')
  const [[rate, updatedAt], { timestamp }] = await Promise.all([
    readContract(client, { address: oracle, abi: gOracleAbi, functionName: 'lastRate' }),
    getBlock(client),
  ])
  return { rate: assetUnits(rate), untilSeconds: updatedAt + goodForSeconds, chainSeconds: Number(timestamp), readMs }
}
