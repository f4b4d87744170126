import type { NodeId } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { respondingGpus, takenAt } from '../book/freeGpus.ts'
import { offeredGpus } from '../market-data/offeredGpus.ts'
import { expiryMarginSeconds } from '../rules/marketRules.ts'
import type { PromisedCapacity } from './promisedCapacity.ts'
import type { AskRecord, NodeRecord } from '../book/records.ts'

/** An ask counts for a provider's commitment (its promise of GPU time) only if it accepts leases of this many seconds or shorter. */
const longestMinimumSeconds = 3_600
const hourSeconds = 3_600

/**
 * The GPUs of a provider and class that count for a commitment (the provider's promise of GPU time). They are the GPUs that leases, matches and holds take, and
 * the GPUs that open asks offer.
 */
export type StandingGpus = { readonly taken: number; readonly open: number }

/** Returns true if the node sent heartbeats in an hour (Unix time ÷ 3,600), by that hour's presence record. */
export type PresenceIn = (node: NodeId, hour: number) => boolean

/**
 * Returns how many GPUs a provider has for a promise of GPU time at one second: taken ones, and open ones that a renter could still rent. Taken GPUs count at
 * any price. Open GPUs count if their machine sent heartbeats in that hour and they have an ask that meets all conditions: it is public or for the promised
 * renter, it can still be settled, its price is within the limit, and its minimum duration is at most one hour. Open GPUs must respond.
 */
export function standingGpus(
  book: Book,
  promise: PromisedCapacity,
  { second, wasPresent }: { second: number; wasPresent: PresenceIn },
): StandingGpus {
  const hour = Math.floor(second / hourSeconds)
  let [taken, open] = [0, 0]
  for (const node of book.nodesOfProvider.get(promise.provider) ?? []) {
    if (node.classId !== promise.classId) continue
    const ofNode = Math.min(node.gpus, takenAt(node, hour))
    taken += ofNode
    if (wasPresent(node.node, hour)) open += Math.min(Math.max(0, respondingGpus(node) - ofNode), openGpus(book, { node, promise, second }))
  }
  return { taken, open }
}

/**
 * Returns the seconds between `from` and `to` at which the number of GPUs that count for a provider's promise may change although no command arrives: full
 * hours, and the seconds at which its asks begin or end.
 */
export function changingSeconds(
  book: Book,
  { provider, classId }: Pick<PromisedCapacity, 'provider' | 'classId'>,
  { from, to }: { from: number; to: number },
): number[] {
  const found = new Set<number>()
  const note = (second: number) => {
    if (second > from && second < to) found.add(second)
  }
  for (let hour = Math.floor(from / hourSeconds) + 1; hour * hourSeconds < to; hour += 1) note(hour * hourSeconds)
  for (const node of book.nodesOfProvider.get(provider) ?? []) {
    if (node.classId !== classId) continue
    for (const ask of node.asks) {
      note(ask.from)
      note(ask.until - ask.minSeconds + 1)
      note(ask.endsAt)
      if (ask.mandate !== null) note(mandateEnd(ask.mandate))
      // From this second on, a lease of the shortest duration that starts at once reaches into the hour `hour`. That hour's leases then count too, so the ask's
      // free GPUs may change.
      for (let hour = Math.ceil(from / hourSeconds); hour * hourSeconds - ask.minSeconds < to; hour += 1)
        note(hour * hourSeconds - ask.minSeconds + 1)
    }
  }
  return [...found].sort((one, other) => one - other)
}

function openGpus(book: Book, { node, promise, second }: { node: NodeRecord; promise: PromisedCapacity; second: number }): number {
  if (node.isHidden) return 0
  let most = 0
  for (const ask of node.asks)
    if (serves(book, { ask, promise, second })) most = Math.max(most, offeredGpus(ask, { start: second, durationSeconds: null }))
  return most
}

function serves(book: Book, { ask, promise, second }: { ask: AskRecord; promise: PromisedCapacity; second: number }): boolean {
  if (ask.price > promise.mostOpenPricePerGpuSecond || ask.minSeconds > longestMinimumSeconds || ask.maxFeeBps < Number(book.feeBps)) return false
  if (ask.mandate !== null && mandateEnd(ask.mandate) <= second) return false
  return !ask.isPrivate || ask.privateRenter === promise.promisedTo
}

function mandateEnd({ until }: NonNullable<AskRecord['mandate']>): number {
  return Number(until - expiryMarginSeconds)
}
