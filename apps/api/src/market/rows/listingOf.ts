import {
  costOfUse,
  durationSeconds,
  feesByKey,
  feeTexts,
  fitOfRun,
  gpusForMemory,
  inQuote,
  leastCost,
  quoteCost,
  trialSecondsOf,
  type Bps,
  type DurationSeconds,
  type EndingPiece,
  type ModelRun,
  type PTokenUnits,
  type SettleTerms,
} from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import type { MarketAsk, MarketNode } from '../machines/marketNode.ts'
import { freeGpus, freeGpusFrom } from '../starts/freeGpus.ts'
import { fitWireOf } from './fitWireOf.ts'
import { whichNodeOf } from '../search/whichNodeOf.ts'

/**
 * The details of the lease for which a price is quoted. If `startAt` is null, the lease starts now. If `gpus` is null, it has the fewest GPUs that the ask
 * allows. If `durationSeconds` is null, it lasts an hour, or the nearest duration that the ask allows.
 */
export type QuoteTerms = {
  readonly now: number
  readonly startAt: number | null
  readonly gpus: number | null
  /** The memory in GiB that all GPUs of the lease must have together; 0 for any. */
  readonly runGib: number
  /** The model that the lease runs; null if the search has no model. */
  readonly run: ModelRun | null
  readonly durationSeconds: number | null
  /** Seconds after which the renter expects to end the lease; null if that is unknown. */
  readonly forSeconds: number | null
  readonly feeBps: Bps
  readonly settleTerms: SettleTerms
}

/** Returns the seconds that a quote covers: the requested duration. If none is requested, returns an hour, or the nearest duration that the ask allows. */
export function spanOf(ask: MarketAsk, asked: number | null): number {
  return asked ?? Math.min(Math.max(3_600, ask.wire.minDurationSeconds), ask.wire.maxDurationSeconds)
}

/** If a lease starts more than this many seconds after its settlement, it has no free trial. */
const trialStartSeconds = 600
const noTrial = durationSeconds(0n)

/** Returns how many seconds of free trial an ask gives to a lease of this duration. Returns 0 if the lease starts too late for a trial. */
function quotedTrial(
  { wire }: MarketAsk,
  { now, startAt, seconds }: Pick<QuoteTerms, 'now' | 'startAt'> & { readonly seconds: DurationSeconds },
): DurationSeconds {
  if (startAt !== null && startAt > now + trialStartSeconds) return noTrial
  return trialSecondsOf({ askTrialSeconds: durationSeconds(BigInt(wire.trialSeconds)), durationSeconds: seconds, cluster: false })
}

/**
 * Returns a node with its ask as the API shows it. The cost is the highest possible one for the quoted GPUs and hours. Whether the node can be rented is
 * decided separately, by `unavailability`.
 */
export function listingOf(node: MarketNode, offer: MarketAsk, terms: QuoteTerms): ListingWire {
  const seconds = spanOf(offer, terms.durationSeconds)
  const gpus = Math.max(terms.gpus ?? 1, offer.wire.minGpus, gpusForMemory({ totalGib: terms.runGib, vramGib: node.vramGib }) ?? 1)
  const length = durationSeconds(BigInt(seconds))
  const trialSeconds = quotedTrial(offer, { ...terms, seconds: length })
  const noticeSeconds = durationSeconds(BigInt(offer.wire.noticeSeconds))
  const { feeBps, settleTerms } = terms
  const piece = { pricePerGpuSecond: offer.ask.pricePerGpuSecond, gpus, durationSeconds: length, noticeSeconds, trialSeconds, feeBps }
  const { price, fees, total } = quoteCost(piece, settleTerms)
  const { run } = terms
  const rate = offer.ask.pricePerGpuSecond * BigInt(gpus)
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
    gpuLink: node.gpuLink,
    runtime: node.runtime,
    isolation: node.isolation,
    tier: node.tier,
    reliabilityBps: node.reliabilityBps,
    medianReadySeconds: node.medianReadySeconds,
    completedLeases: node.completedLeases,
    askHash: offer.hash,
    ask: offer.wire,
    fit: run === null ? null : fitWireOf(fitOfRun(run, { className: node.className, vramGib: node.vramGib, link: node.gpuLink, gpus }), rate),
    listedAt: Math.floor(offer.createdAtMs / 1_000),
    quote: {
      gpus,
      durationSeconds: seconds,
      price: price.toString(),
      ...inQuote(feeTexts(feesByKey(fees), { payer: 'renter' })),
      total: total.toString(),
      least: leastCost(piece, settleTerms).toString(),
      expected: expectedCost(piece, terms)?.toString() ?? null,
      trialSeconds: Number(trialSeconds),
    },
  }
}

/**
 * Returns the cost of the lease if the renter ends it after `forSeconds` seconds, or null if `forSeconds` is null. Deducts no free trial, because an account
 * gets only one a day.
 */
function expectedCost(piece: EndingPiece, { forSeconds, settleTerms }: QuoteTerms): PTokenUnits | null {
  if (forSeconds === null) return null
  return costOfUse({ ...piece, trialSeconds: noTrial }, settleTerms, durationSeconds(BigInt(forSeconds))).total
}
