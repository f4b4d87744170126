import type { Address, NodeId, OrderHash } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { fundedGpus } from '../book/fundedGpus.ts'
import { comesBefore } from '../book/structures/ranked.ts'
import type { BidRecord } from '../book/records.ts'

/** The nodes that a bid may take: one node, or all nodes of these classes and regions. */
type Reach = { readonly node: NodeId | null; readonly classMask: bigint; readonly regionMask: bigint }

/**
 * Counts of the bids ahead of the current bid, for bids that may take the same nodes (`reach`). `price` is the price of the last of these bids, and `atPrice`
 * is the number of these bids at that price.
 */
type Passed = { readonly reach: Reach; gpus: number; orders: number; price: bigint; atPrice: number }

/** The queue position of a resting bid among bids for the same GPUs. */
export type QueuePlace = {
  readonly orderHash: OrderHash
  /** The number of the bid's GPUs that the account's balance covers. If it is 0, the book skips the bid. */
  readonly fundedGpus: number
  /** The wall-clock time until which the book skips the bid, because bids of its account blocked machines for nothing; null if the bid is not paused. */
  readonly pausedUntilMs: number | null
  /** GPUs and orders ahead of the bid: funded bids at a better price, and older ones at the same price. */
  readonly gpusBefore: number
  readonly ordersBefore: number
  /** The bid's position among the bids at its own price, from 1. */
  readonly placeAtPrice: number
}

/**
 * Returns the queue positions of an account's resting bids, by price, then time. Another bid is ahead if it is funded, comes first in this order, and may take
 * some of the same nodes (by class and region, or by node id). Windows, sizes and other requirements are ignored, so a bid that is ahead may skip GPUs that
 * this bid takes.
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

/**
 * Returns the nodes that a bid may take. A bid for one node has masks without effect, so the class and the region of that node replace them. If the book does
 * not have that node, returns the masks of the bid.
 */
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

/**
 * Adds a bid to the bids ahead of later ones. Bids with the same reach are counted together, because most bids of a
 * market want the same classes and regions.
 */
function pass(passed: Map<string, Passed>, { reach, gpus, price }: { reach: Reach; gpus: number; price: bigint }): void {
  const key = reach.node ?? `${reach.classMask} ${reach.regionMask}`
  const known = passed.get(key) ?? { reach, gpus: 0, orders: 0, price, atPrice: 0 }
  known.gpus += gpus
  known.orders += 1
  known.atPrice = known.price === price ? known.atPrice + 1 : 1
  known.price = price
  passed.set(key, known)
}
