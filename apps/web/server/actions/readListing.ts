import { listPriceHistory } from '@infinitio/db'
import { bps, type Refusal } from '@infinitio/domain'
import type { ListingDetailWire } from '@infinitio/domain/wire'
import { listingOf, spanOf } from '../market/listingOf.ts'
import type { Market, MarketNode } from '../market/marketNode.ts'
import { unavailability } from '../market/unavailability.ts'
import { whichNodeOf } from '../market/whichNodeOf.ts'
import type { Services } from '../services.ts'

const similarCount = 4
const historyCount = 100

/** A machine, whether it can be booked now or not. Refuses with `node.unknown`. */
export async function readListing(
  services: Services,
  { node: nodeId, hours, minGpus }: { node: string; hours: number | null; minGpus: number | null },
): Promise<ListingDetailWire | Refusal> {
  const market = await services.market.read()
  const node = market.byId.get(nodeId)
  if (node === undefined) return { rejected: 'node.unknown' }
  const [history, facts] = await Promise.all([listPriceHistory(services.db, { nodeId, limit: historyCount }), services.facts.read()])
  const now = services.clock.read().now
  const quote = {
    now,
    fromHour: market.fromHour,
    gpus: minGpus,
    durationSeconds: hours === null ? null : hours * 3_600,
    feeBps: bps(BigInt(facts.feeBps)),
    relayFee: services.relayFee,
  }
  const reasonOf = (other: MarketNode) =>
    unavailability(other, { now, fromHour: market.fromHour, durationSeconds: other.ask === null ? 3_600 : spanOf(other.ask, quote.durationSeconds) })
  const unavailable = reasonOf(node)
  const similar = similarTo(node, market).filter((other) => reasonOf(other) === null)
  return {
    ...whichNodeOf(node),
    gpus: node.gpus,
    hostKey: node.hostKey,
    registeredAt: node.registeredAt,
    lastSeenAt: node.lastSeenAt,
    listing: unavailable === null && node.ask !== null ? listingOf(node, node.ask, quote) : null,
    unavailable,
    calendar: { fromHour: market.fromHour, freeGpus: [...node.busy].slice(0, 28 * 24).map((busy) => Math.max(node.gpus - busy, 0)) },
    nextFreeAt: nextFreeAt(node, market, now),
    priceHistory: history
      .toReversed()
      .map(({ atMs, pricePerGpuSecond }) => ({ at: Math.floor(Number(atMs) / 1_000), pricePerGpuSecond: pricePerGpuSecond.toString() })),
    leases: { active: node.activeLeases, completed: node.completedLeases },
    similar: similar.slice(0, similarCount).flatMap((other) => (other.ask === null ? [] : [listingOf(other, other.ask, quote)])),
  }
}

/** Other nodes, the most alike first: same class, then near in memory, then cheap. */
function similarTo(node: MarketNode, market: Market): MarketNode[] {
  const distance = (other: MarketNode) => (other.classId === node.classId ? 0 : 1_000 + Math.abs(other.vramGib - node.vramGib))
  const price = (other: MarketNode) => other.ask?.ask.pricePerGpuSecond ?? 0n
  return market.nodes
    .filter((other) => other.node !== node.node && other.ask !== null)
    .toSorted((a, b) => distance(a) - distance(b) || (price(a) < price(b) ? -1 : 1))
    .slice(0, similarCount * 5)
}

/** Unix seconds of the next hour in which a GPU is free; null when one is free now or none is in 28 days. */
function nextFreeAt(node: MarketNode, market: Market, now: number): number | null {
  const first = Math.max(Math.floor(now / 3_600) - market.fromHour, 0)
  if ((node.busy[first] ?? 0) < node.gpus) return null
  const next = node.busy.findIndex((busy, hour) => hour > first && busy < node.gpus)
  return next < 0 ? null : (market.fromHour + next) * 3_600
}
