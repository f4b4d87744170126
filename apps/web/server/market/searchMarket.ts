import type { Bps, PTokenUnits, Refusal } from '@infinitio/domain'
import type { ListingPageWire, ListingQuery } from '@infinitio/domain/wire'
import { countFacets } from './countFacets.ts'
import type { Candidate, Dimension, Judged } from './judged.ts'
import { listingOf, spanOf } from './listingOf.ts'
import type { Market, MarketNode } from './marketNode.ts'
import { freeGpus } from './freeGpus.ts'
import { unavailability } from './unavailability.ts'

const pageSize = 50

/**
 * Searches the market, pure. Shows only what can be booked now for the asked span, filtered, sorted (ties by node id), one page of it, with
 * facets. Refuses with `api.cursor_invalid` when the cursor is not one of ours.
 */
export function searchMarket(
  market: Market,
  query: ListingQuery,
  terms: { now: number; feeBps: Bps; relayFee: PTokenUnits },
): ListingPageWire | Refusal {
  const durationSeconds = query.hours === undefined ? null : query.hours * 3_600
  const judged = market.nodes.flatMap((node) => judge(node, market, query, { now: terms.now, durationSeconds }))
  const found = judged.filter(({ fails }) => fails.length === 0).toSorted(comparer(query.sort ?? 'price'))
  const offset = offsetOf(query.cursor)
  if (offset === null) return { rejected: 'api.cursor_invalid', detail: 'query.cursor' }
  const limit = query.limit ?? pageSize
  const quote = {
    now: terms.now,
    fromHour: market.fromHour,
    gpus: query.minGpus ?? null,
    durationSeconds,
    feeBps: terms.feeBps,
    relayFee: terms.relayFee,
  }
  return {
    items: found.slice(offset, offset + limit).map(({ node, offer }) => listingOf(node, offer, quote)),
    total: found.length,
    facets: countFacets(judged, market),
    nextCursor: offset + limit < found.length ? cursorOf(offset + limit) : null,
    version: market.version,
  }
}

function judge(node: MarketNode, market: Market, query: ListingQuery, asked: { now: number; durationSeconds: number | null }): Judged[] {
  const offer = node.ask
  if (offer === null) return []
  const durationSeconds = spanOf(offer, asked.durationSeconds)
  if (durationSeconds < offer.wire.minDurationSeconds || durationSeconds > offer.wire.maxDurationSeconds) return []
  const span = { now: asked.now, durationSeconds, fromHour: market.fromHour }
  if (unavailability(node, span) !== null) return []
  const free = Math.min(freeGpus(node, span), offer.wire.maxGpus)
  const fails: Dimension[] = []
  if (query.class !== undefined && !query.class.includes(node.classId)) fails.push('class')
  if (query.region !== undefined && !query.region.includes(node.regionId)) fails.push('region')
  if (query.minVramGib !== undefined && node.vramGib < query.minVramGib) fails.push('vram')
  if (query.minGpus !== undefined && free < query.minGpus) fails.push('gpus')
  if (query.maxPricePerGpuHour !== undefined && offer.ask.pricePerGpuSecond * 3_600n > BigInt(query.maxPricePerGpuHour)) fails.push('price')
  if (query.includeSimulated === 'false' && node.simulated) fails.push('simulated')
  if (query.q !== undefined && !hasWords(node.words, query.q)) fails.push('words')
  const gpus = BigInt(Math.max(query.minGpus ?? 1, offer.wire.minGpus))
  return [{ node, offer, free, total: offer.ask.pricePerGpuSecond * gpus * BigInt(durationSeconds), fails }]
}

function hasWords(words: string, wanted: string): boolean {
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word))
}

function comparer(sort: NonNullable<ListingQuery['sort']>): (a: Candidate, b: Candidate) => number {
  const byId = (a: Candidate, b: Candidate) => (a.node.node < b.node.node ? -1 : 1)
  const bigints = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)
  switch (sort) {
    case 'price':
      return (a, b) => bigints(a.offer.ask.pricePerGpuSecond, b.offer.ask.pricePerGpuSecond) || byId(a, b)
    case 'total':
      return (a, b) => bigints(a.total, b.total) || byId(a, b)
    case 'vram':
      return (a, b) => b.node.vramGib - a.node.vramGib || bigints(a.offer.ask.pricePerGpuSecond, b.offer.ask.pricePerGpuSecond) || byId(a, b)
    case 'newest':
      return (a, b) => b.offer.createdAtMs - a.offer.createdAtMs || byId(a, b)
  }
}

function cursorOf(offset: number): string {
  return Buffer.from(`from:${offset}`).toString('base64url')
}

function offsetOf(cursor: string | undefined): number | null {
  if (cursor === undefined) return 0
  const match = /^from:([0-9]{1,7})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))
  return match === null ? null : Number(match[1])
}
