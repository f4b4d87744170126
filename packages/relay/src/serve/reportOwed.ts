import { type OwedFigure, writeOwedFigure } from '@infinitio/services'
import type { Hex32, LedgerSigningDomain, ServiceId } from '@infinitio/domain'
import type { ChannelBook } from './channelBook.ts'
import { claimOf } from './servedChannel.ts'

/** The time for which one report is repeated. Anybody may ask, and each report costs a signature and a look at all channels. */
const repeatedMs = 60_000

type Reporting = {
  readonly book: Pick<ChannelBook, 'channels'>
  readonly service: ServiceId
  readonly domain: LedgerSigningDomain
  /** Signs a digest by the response key of the service. */
  readonly sign: (digest: Hex32) => `0x${string}`
  readonly nowMs: () => number
}

/** Returns a function that reports what the service holds and has not settled. It makes a new report at most once a minute. */
export function reportOwed({ book, service, domain, sign, nowMs }: Reporting): () => string {
  let last: { readonly atMs: number; readonly text: string } | null = null
  return () => {
    const atMs = nowMs()
    if (last === null || atMs - last.atMs > repeatedMs || atMs < last.atMs)
      last = { atMs, text: writeOwedFigure(owedAt(book, service, atMs), { domain, sign }) }
    return last.text
  }
}

/** Adds up the unsettled amounts of all channels, by asset. */
function owedAt({ channels }: Reporting['book'], service: ServiceId, atMs: number): OwedFigure {
  let count = 0
  const [pToken, g] = [
    { owed: 0n, claimable: 0n },
    { owed: 0n, claimable: 0n },
  ]
  for (const channel of channels.values()) {
    const { settled } = channel.chain
    if (channel.owed <= settled) continue
    const sum = channel.asset === 'PToken' ? pToken : g
    count += 1
    sum.owed += channel.owed - settled
    const claim = claimOf(channel)
    if (claim > settled) sum.claimable += claim - settled
  }
  return { service, atMs, channels: count, ...pToken, owedInG: g.owed, claimableInG: g.claimable }
}
