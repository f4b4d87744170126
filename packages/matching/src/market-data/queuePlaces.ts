import type { Address, NodeId, OrderHash } from '@infinitio/domain'
import type { BidRecord } from '../book/bidRecord.ts'
import type { Book } from '../book/book.ts'
import { fundedGpus } from '../book/fundedGpus.ts'
import { comesBefore } from '../book/ranked.ts'

/** What a bid may take: one node, or nodes of these classes and regions. */
type Reach = { readonly node: NodeId | null; readonly classMask: bigint; readonly regionMask: bigint }

/** Bids of one reach that were passed so far. `atPrice` counts those of the last price alone. */
type Passed = { readonly reach: Reach; gpus: number; orders: number; price: bigint; atPrice: number }

/** Where a standing bid is among those that may take the same GPUs. */
export type QueuePlace = {
  readonly orderHash: OrderHash
  /** GPUs of it that the balance covers; 0: it is passed over. */
  readonly fundedGpus: number
  /** The wall clock until which it is passed over because bids of its account made machines unavailable for nothing; null: it is not. */
  readonly pausedUntilMs: number | null
  /** What comes before it: funded bids at a better price, and older ones at its own. */
  readonly gpusBefore: number
  readonly ordersBefore: number
  /** Its place among those of its own price, from 1. */
  readonly placeAtPrice: number
}

/**
 * The places of an account's standing bids, dearest first: by price, then time, as capacity meets them. A bid stands before another when it is funded,
 * comes before it, and both may take a node of one class and region (of bids that name a node: that node). Windows, sizes and what else a bid asks of a
 * node are not looked at: what stands before may pass over what this one takes.
 */
export function queuePlaces(book: Book, account: Address): QueuePlace[] {
  const owner = book.accounts.get(account)
  const own = [...(owner?.bids ?? [])].filter(({ isStanding }) => isStanding)
  const pausedUntilMs = owner?.strikes?.pausedUntilMs || null
  const last = own.sort(byPlace).at(-1)
  if (last === undefined) return []
  const queue = [...book.bids.values()].filter((record) => record.isStanding && !comesBefore(last, record)).sort(byPlace)
  const passed = new Map<string, Passed>()
  const places: QueuePlace[] = []
  for (const record of queue) {
    const gpus = fundedGpus(book, record.orderHash)
    const reach = reachOf(book, record)
    if (record.renter === account)
      places.push({ orderHash: record.orderHash, fundedGpus: gpus, pausedUntilMs, ...placeAfter(passed, record.price, reach) })
    if (gpus > 0) pass(passed, { reach, gpus, price: record.price })
  }
  return places
}

function byPlace(one: BidRecord, other: BidRecord): number {
  return comesBefore(one, other) ? -1 : 1
}

/** A pin makes the masks idle: what counts is where the node stands. */
function reachOf(book: Book, record: BidRecord): Reach {
  const { node: pin } = record
  const node = pin === null ? undefined : book.nodes.get(pin)
  if (node === undefined) return { node: null, classMask: BigInt(record.classMask), regionMask: BigInt(record.regionMask) }
  return { node: pin, classMask: 1n << BigInt(node.classId), regionMask: 1n << BigInt(node.regionId) }
}

function doMeet(one: Reach, other: Reach): boolean {
  if (one.node !== null && other.node !== null) return one.node === other.node
  return (one.classMask & other.classMask) !== 0n && (one.regionMask & other.regionMask) !== 0n
}

function placeAfter(
  passed: ReadonlyMap<string, Passed>,
  price: bigint,
  reach: Reach,
): Pick<QueuePlace, 'gpusBefore' | 'ordersBefore' | 'placeAtPrice'> {
  let [gpusBefore, ordersBefore, placeAtPrice] = [0, 0, 1]
  for (const before of passed.values()) {
    if (!doMeet(before.reach, reach)) continue
    gpusBefore += before.gpus
    ordersBefore += before.orders
    if (before.price === price) placeAtPrice += before.atPrice
  }
  return { gpusBefore, ordersBefore, placeAtPrice }
}

/** Bids of one reach are counted together: most bids of a market want the same few things. */
function pass(passed: Map<string, Passed>, { reach, gpus, price }: { reach: Reach; gpus: number; price: bigint }): void {
  const key = reach.node ?? `${reach.classMask} ${reach.regionMask}`
  const known = passed.get(key) ?? { reach, gpus: 0, orders: 0, price, atPrice: 0 }
  known.gpus += gpus
  known.orders += 1
  known.atPrice = known.price === price ? known.atPrice + 1 : 1
  known.price = price
  passed.set(key, known)
}
