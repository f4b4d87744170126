import type { Refusal } from '@infinitio/domain'
import type { MarketFiguresWire, MarketWire } from '@infinitio/domain/wire'
import { marketFigures, type MarketFigures, medianPrices, tradesOf } from '@infinitio/matching'
import type { MarketCatalogue } from '../market/machines/marketNode.ts'
import type { SimulatedParts } from '../market/machines/simulatedIn.ts'
import { asOf } from './asOf.ts'
import type { MarketState } from './createMarketTail.ts'

/** `GET /market` returns a median price for each of these half hours, which cover one day. */
const halfHours = { intervalSeconds: 1_800, count: 48 } as const

/** Returns the market data of every class in the catalogue. Refuses with `api.not_ready`, and `api.not_found` for an unknown region. */
export function tellFigures(
  followed: MarketState | null,
  { regionId, places, simulated }: { regionId: number | null; places: MarketCatalogue; simulated: SimulatedParts },
): MarketWire | Refusal {
  const begun = figuresHead(followed, { regionId, places })
  if ('rejected' in begun) return begun
  const { state, head, version } = begun
  return state.answers.get(`market ${regionId}`, version, () => ({
    ...head,
    classes: places.classes.map(({ classId, name }) => ({
      classId,
      name,
      figures: figuresWire(
        marketFigures(state, { classId, regionId }, { now: state.now, nowMs: state.atMs }),
        simulated.place({ classId, regionId }),
      ),
      medians24h: medianPrices(tradesOf(state.tape, { classId, regionId }), { ...halfHours, nowMs: state.atMs }).map(textOf),
    })),
  }))
}

/** Converts the market data (prices and volumes) of a class into the form of the API. `simulated` is true if the class has simulated machines. */
export function figuresWire(figures: MarketFigures, simulated: boolean): MarketFiguresWire {
  const { bestAsk, bestBid, lastPrice, gpuSeconds24h, gpus, leasedGpus, index, changeBps, trades24h, freeGpus } = figures
  return {
    bestAsk: textOf(bestAsk),
    bestBid: textOf(bestBid),
    last: textOf(lastPrice),
    changeBps,
    gpuSeconds24h: gpuSeconds24h.toString(),
    trades24h,
    freeGpus,
    gpus,
    leasedGpus,
    utilisationBps: gpus === 0 ? null : Math.floor((leasedGpus * 10_000) / gpus),
    index: index === null ? null : { ...index, pricePerGpuSecond: index.pricePerGpuSecond.toString() },
    simulated,
  }
}

function textOf(price: bigint | null): string | null {
  return price === null ? null : price.toString()
}

/**
 * Returns the fields that are the same in every answer about the market. Refuses with `api.not_ready` until the whole journal was read once, and with
 * `api.not_found` for an unknown region.
 */
export function figuresHead(
  state: MarketState | null,
  { regionId, places }: { regionId: number | null; places: MarketCatalogue },
): { state: MarketState; head: Pick<MarketWire, 'asOf' | 'regionId' | 'regions'>; version: string } | Refusal {
  if (state === null) return { rejected: 'api.not_ready', detail: 'the journal is being read' }
  if (regionId !== null && !places.regions.some((region) => region.regionId === regionId)) {
    return { rejected: 'api.not_found', detail: `region ${regionId}` }
  }
  const { book } = state
  const regions = places.regions.map((region) => ({ regionId: region.regionId, name: region.name }))
  return { state, head: { asOf: asOf(state), regionId, regions }, version: String(book.seq) }
}
