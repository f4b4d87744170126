import { horizonSeconds } from '@infinitio/domain'
import type { ListingDetailWire } from '@infinitio/domain/wire'
import { busyHours } from '../starts/busyHours.ts'
import type { ListingIndex } from '../createListingIndex.ts'
import { firstOf } from '../search/firstOf.ts'
import { listingOf, type QuoteTerms, spanOf } from '../rows/listingOf.ts'
import { listingRank } from '../rows/listingRank.ts'
import { calendarHours, type MarketAsk, type MarketNode } from './marketNode.ts'
import { unavailability, unavailabilityAt } from '../search/unavailability.ts'
import { whichNodeOf } from '../search/whichNodeOf.ts'

/** A machine as its page shows it, without its history and without the offers for single accounts. */
export type MachineWire = Omit<ListingDetailWire, 'past' | 'priceHistory' | 'report' | 'maintenance' | 'hasPrivateOffers'>

const similarCount = 4
const shownHours = horizonSeconds / 3_600
const otherClass = 1_000_000

/**
 * Describes a machine for its page, even if it cannot be booked at the start time for which the price is quoted. `ask` replaces the machine's public ask.
 * Returns null if there is no such machine.
 */
export function describeMachine(index: ListingIndex, nodeId: string, quote: QuoteTerms, ask?: MarketAsk): MachineWire | null {
  const { now, startAt } = quote
  const fromHour = Math.floor(now / 3_600)
  index.turnTo(fromHour)
  const found = index.node(nodeId)
  if (found === null) return null
  const node = ask === undefined ? found : { ...found, ask }
  const reasonOf = (other: MarketNode) => {
    const durationSeconds = other.ask === null ? 3_600 : spanOf(other.ask, quote.durationSeconds)
    return startAt === null ? unavailability(other, { now, durationSeconds }) : unavailabilityAt(other, { now, startAt, durationSeconds })
  }
  const unavailable = reasonOf(node)
  const busy = busyHours(node.taken, { fromHour, hours: calendarHours })
  const similar = similarTo(node, index).filter((other) => reasonOf(other) === null)
  return {
    ...whichNodeOf(node),
    gpus: node.gpus,
    runtime: node.runtime,
    isolation: node.isolation,
    hostKey: node.hostKey,
    providerSince: index.sinceOf(node.provider) ?? node.registeredAt,
    registeredAt: node.registeredAt,
    lastSeenAt: node.lastSeenAt,
    listing: unavailable === null && node.ask !== null ? listingOf(node, node.ask, quote) : null,
    unavailable,
    calendar: { fromHour, freeGpus: [...busy].slice(0, shownHours).map((taken) => Math.max(node.gpus - taken, 0)) },
    nextFreeAt: nextFreeAt(node, { busy, fromHour }),
    leases: { active: node.activeLeases, completed: node.completedLeases },
    similar: similar.slice(0, similarCount).flatMap((other) => (other.ask === null ? [] : [listingOf(other, other.ask, quote)])),
  }
}

/**
 * Returns other nodes with an ask, the most similar first. Nodes of the same class come first, then nodes with the nearest amount of GPU memory. Of equally
 * similar nodes, the cheaper one comes first. Machines without a GPU are never similar to machines with one.
 */
function similarTo(node: MarketNode, index: ListingIndex): MarketNode[] {
  const { price } = index.columns()
  const distances = index.groups().map(({ classId, vramGib, isOffered }) => {
    if (!isOffered || (vramGib === 0) !== (node.vramGib === 0)) return Number.POSITIVE_INFINITY
    return classId === node.classId ? 0 : otherClass + Math.abs(vramGib - node.vramGib)
  })
  const byPrice = listingRank(index, { sort: 'price', terms: { minGpus: 1, seconds: 0, runGib: 0, forSeconds: 0, run: null } })
  const nearest = firstOf(
    {
      compare: (slot, distance, other, otherDistance) =>
        distance - otherDistance || byPrice.compare(slot, price[slot] as number, other, price[other] as number),
    },
    similarCount * 5,
  )
  const blocks = index.blocks().map(({ group, first, count }) => ({ first, count, distance: distances[group] as number }))
  const possible = blocks.filter(({ distance }) => Number.isFinite(distance)).sort((one, other) => one.distance - other.distance)
  for (const { first, count, distance } of possible) {
    // The nearest blocks come first. So after the first block that is too far away, all others are too, which in a large market are most blocks.
    if (distance > nearest.worst()) break
    for (let slot = first; slot < first + count; slot += 1) if (index.nodeAt(slot).node !== node.node) nearest.offer(slot, distance)
  }
  return nearest.sorted().map((slot) => index.nodeAt(slot))
}

/** Returns the start of the next hour in which a GPU is free, in Unix seconds. Returns null if one is free now or none is free within 28 days. */
function nextFreeAt({ gpus }: MarketNode, { busy, fromHour }: { busy: Uint16Array; fromHour: number }): number | null {
  if ((busy[0] ?? 0) < gpus) return null
  const next = busy.findIndex((taken, hour) => hour > 0 && taken < gpus)
  return next < 0 ? null : (fromHour + next) * 3_600
}
