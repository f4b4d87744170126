import { signedCost, timeInForce } from '@infinitio/domain'
import { bidFromWire, type OrderWire } from '@infinitio/domain/wire'

const zeroNode = /^0x0{64}$/

/** The terms of an order, read from the signed fields. `classIds` empty: any class. */
export type OrderFacts = {
  readonly gpus: number
  readonly seconds: number
  readonly pricePerGpuSecond: bigint
  readonly classIds: readonly number[]
  readonly node: string | null
  /** Unix seconds; null: from now on. */
  readonly startFrom: number | null
  /** Unix seconds at which it leaves the book by itself. */
  readonly keepUntil: number
  /** PToken base units that what still waits costs at most, with the highest fees that were signed; null for an ask. */
  readonly atMost: bigint | null
  /** It does not wait: what fills at once and no more, or all of it or nothing. Null for one that rests. */
  readonly atOnce: 'ioc' | 'fok' | null
}

/** Reads the facts of an order. */
export function orderFacts({ order, gpusToGo, createdAt }: Pick<OrderWire, 'order' | 'gpusToGo' | 'createdAt'>): OrderFacts {
  if (!('renter' in order)) {
    const price = BigInt(order.pricePerGpuSecond)
    const { maxGpus: gpus, maxDurationSeconds: seconds, node, expiry: keepUntil } = order
    return { gpus, seconds, pricePerGpuSecond: price, classIds: [], node, startFrom: null, keepUntil, atMost: null, atOnce: null }
  }
  const price = BigInt(order.maxPricePerGpuSecond)
  return {
    gpus: order.gpus,
    seconds: order.durationSeconds,
    pricePerGpuSecond: price,
    classIds: bitsOf(BigInt(order.classMask)),
    node: zeroNode.test(order.node) ? null : order.node,
    startFrom: order.startFrom > createdAt ? order.startFrom : null,
    keepUntil: order.expiry,
    atMost: gpusToGo === 0 ? 0n : signedCost(bidFromWire(order), { gpus: gpusToGo, leases: 1 }).total,
    atOnce: order.timeInForce === timeInForce.ioc ? 'ioc' : order.timeInForce === timeInForce.fok ? 'fok' : null,
  }
}

/** The one bit that is set in a mask; null for none or several. */
export function onlyBitOf(mask: bigint): number | null {
  const [only, ...others] = bitsOf(mask)
  return only === undefined || others.length > 0 ? null : only
}

/** Returns the bits that are set in a mask. Returns none for a mask of ones, which means any. */
export function bitsOf(mask: bigint): number[] {
  if (mask === 2n ** 256n - 1n) return []
  const bits: number[] = []
  for (let bit = 0; bit < 256; bit += 1) if ((mask >> BigInt(bit)) & 1n) bits.push(bit)
  return bits
}
