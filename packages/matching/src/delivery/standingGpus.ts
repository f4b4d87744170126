import type { NodeId } from '@infinitio/domain'
import type { AskRecord } from '../book/askRecord.ts'
import type { Book } from '../book/book.ts'
import { takenAt } from '../book/freeGpus.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import { offeredGpus } from '../market-data/offeredGpus.ts'
import { expiryMarginSeconds } from '../rules/marketRules.ts'
import type { PromisedCapacity } from './promisedCapacity.ts'

/** An ask that takes no lease of an hour is open in name alone. */
const longestMinimumSeconds = 3_600
const hourSeconds = 3_600

/** GPUs of a promise's provider and class: those that leases, matches and holds take, and those that stand open besides. */
export type StandingGpus = { readonly taken: number; readonly open: number }

/** Whether a node was seen in an hour (Unix time divided by 3,600), by that hour's record. */
export type PresenceIn = (node: NodeId, hour: number) => boolean

/**
 * GPUs that count at a second, by the book as it stands: those that are taken, at whatever price, and those that stand open at a price that counts, to
 * anybody or to whom they were promised, on a machine that was seen in that hour.
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
    if (wasPresent(node.node, hour)) open += Math.min(node.gpus - ofNode, openGpus(book, { node, promise, second }))
  }
  return { taken, open }
}

/** The seconds after `from` and before `to` at which time alone may change what counts of a provider's class: full hours, and where its asks begin or cease to serve. */
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
      // Where its shortest lease begins to reach into another hour.
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
