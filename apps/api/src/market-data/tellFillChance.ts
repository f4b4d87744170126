import type { Refusal } from '@infinitio/domain'
import type { FillChanceQuery, FillChanceWire } from '@infinitio/domain/wire'
import { fillChance, type Trade, tradesOf } from '@infinitio/matching'
import type { MarketCatalogue } from '../market/machines/marketNode.ts'
import type { MarketState } from './createMarketTail.ts'
import { figuresHead } from './tellFigures.ts'

const hour = 3_600
/**
 * Estimates how often a waiting order like this would have been filled in the last 28 days if it had been placed at a full hour (see `fillChance`). Uses the
 * trades of the GPU class, at their wall-clock time. Refuses with `api.not_ready`, and `api.not_found` for an unknown class or region.
 */
const reachMs = 28 * 24 * hour * 1_000

/**
 * Returns how often a waiting order like this would have been filled in the past, judging by the trades of the GPU class in the last 28 days, in full hours. A
 * trade counts in the hour of its wall-clock time. Refuses with `api.not_ready`, and `api.not_found` for an unknown class or region.
 */
export function tellFillChance(
  followed: MarketState | null,
  { classId, query, places }: { classId: number; query: FillChanceQuery; places: MarketCatalogue },
): FillChanceWire | Refusal {
  const regionId = query.region ?? null
  const begun = figuresHead(followed, { regionId, places })
  if ('rejected' in begun) return begun
  if (!places.classes.some((one) => one.classId === classId)) return { rejected: 'api.not_found', detail: `class ${classId}` }
  const { state, head, version } = begun
  // The order form requests the chance for many prices, one after the other. So these requests share one list of past trades, until there is a new trade.
  const past = state.answers.get(`past ${classId} ${regionId}`, String(state.tape.changedSeq), () =>
    lately(tradesOf(state.tape, { classId, regionId }), state.atMs),
  )
  return state.answers.get(`chance ${classId} ${JSON.stringify(query)}`, version, () => {
    const { price, gpus, seconds, whole } = query
    const wish = { price: BigInt(price), gpus, seconds, isWhole: whole === 'true' }
    const chance = fillChance(past, wish, { now: Math.floor(state.atMs / 1_000 / hour) * hour })
    return { asOf: head.asOf, regionId, classId, chance, trades: past.length, since: past[0]?.at ?? null }
  })
}

function lately(trades: readonly Trade[], nowMs: number): { at: number; pricePerGpuSecond: bigint; gpus: number }[] {
  const first = trades.findLastIndex(({ atMs }) => atMs <= nowMs - reachMs) + 1
  return trades.slice(first).map(({ atMs, pricePerGpuSecond, gpus }) => ({ at: Math.floor(atMs / 1_000), pricePerGpuSecond, gpus }))
}
