import {
  durationSeconds,
  feesByKey,
  feeTexts,
  gpusForMemory,
  inQuote,
  quoteCost,
  trialSecondsOf,
  type Bps,
  type SettleTerms,
} from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import type { MarketAsk, MarketNode } from '../machines/marketNode.ts'
import { freeGpus, freeGpusFrom } from '../starts/freeGpus.ts'
import { whichNodeOf } from '../search/whichNodeOf.ts'

/** What a quote covers and charges. `startAt` null: now; `gpus` null: the least the ask allows; `durationSeconds` null: an hour, or what the ask allows near it. */
export type QuoteTerms = {
  readonly now: number
  readonly startAt: number | null
  readonly gpus: number | null
  /** Memory that all GPUs must have together; 0: any. */
  readonly runGib: number
  readonly durationSeconds: number | null
  readonly feeBps: Bps
  readonly settleTerms: SettleTerms
}

/** Seconds a quote covers when nobody asked for a span: an hour, clamped to what the ask allows. */
export function spanOf(ask: MarketAsk, asked: number | null): number {
  return asked ?? Math.min(Math.max(3_600, ask.wire.minDurationSeconds), ask.wire.maxDurationSeconds)
}

/** A lease that starts later than this after its settle gets no trial. */
const trialStartSeconds = 600

/** The trial that a lease of so many seconds gets of an ask. */
function quotedTrial({ wire }: MarketAsk, { now, startAt, seconds }: Pick<QuoteTerms, 'now' | 'startAt'> & { readonly seconds: number }): number {
  if (startAt !== null && startAt > now + trialStartSeconds) return 0
  return Number(
    trialSecondsOf({
      askTrialSeconds: durationSeconds(BigInt(wire.trialSeconds)),
      durationSeconds: durationSeconds(BigInt(seconds)),
      cluster: false,
    }),
  )
}

/** A node with its ask as the API shows it, with what the quoted GPUs and hours cost at most. Whether it can be booked is for `unavailability` to say. */
export function listingOf(node: MarketNode, offer: MarketAsk, terms: QuoteTerms): ListingWire {
  const seconds = spanOf(offer, terms.durationSeconds)
  const gpus = Math.max(terms.gpus ?? 1, offer.wire.minGpus, gpusForMemory({ totalGib: terms.runGib, vramGib: node.vramGib }) ?? 1)
  const piece = { pricePerGpuSecond: offer.ask.pricePerGpuSecond, gpus, durationSeconds: durationSeconds(BigInt(seconds)) }
  const { price, fees, total } = quoteCost({ ...piece, feeBps: terms.feeBps }, terms.settleTerms)
  return {
    ...whichNodeOf(node),
    country: node.country,
    city: node.city,
    latitude: node.latitude,
    longitude: node.longitude,
    gpus: node.gpus,
    freeGpus:
      terms.startAt === null
        ? freeGpus(node, { now: terms.now, durationSeconds: seconds })
        : freeGpusFrom(node, { startAt: terms.startAt, durationSeconds: seconds }),
    vramGib: node.vramGib,
    cpuCores: node.cpuCores,
    ramGib: node.ramGib,
    diskGib: node.diskGib,
    networkMbps: node.networkMbps,
    cpuModel: node.cpuModel,
    gpuModel: node.gpuModel,
    runtime: node.runtime,
    isolation: node.isolation,
    tier: node.tier,
    reliabilityBps: node.reliabilityBps,
    medianReadySeconds: node.medianReadySeconds,
    completedLeases: node.completedLeases,
    askHash: offer.hash,
    ask: offer.wire,
    listedAt: Math.floor(offer.createdAtMs / 1_000),
    quote: {
      gpus,
      durationSeconds: seconds,
      price: price.toString(),
      ...inQuote(feeTexts(feesByKey(fees), { payer: 'renter' })),
      total: total.toString(),
      trialSeconds: quotedTrial(offer, { ...terms, seconds }),
    },
  }
}
