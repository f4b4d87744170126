import { type ImmediateName, immediateNameOf, signedCost } from '@infinitio/domain'
import { bidFromWire, type OrderWire } from '@infinitio/domain/wire'

const zeroNode = /^0x0{64}$/

/** The terms of an order, read from its signed fields. Empty `classIds` means any class. */
export type OrderFacts = {
  readonly gpus: number
  readonly seconds: number
  readonly pricePerGpuSecond: bigint
  readonly classIds: readonly number[]
  readonly node: string | null
  /** The earliest start in Unix seconds; null to start now. */
  readonly startFrom: number | null
  /** The Unix second at which the order expires. */
  readonly keepUntil: number
  /** The highest cost of the order's unfilled part in PToken base units, with the highest fees that the renter signed; null for an ask. */
  readonly atMost: bigint | null
  /**
   * The rule for an order that never waits in the book: the part without a match is dropped (`ioc`), or the order is matched only as a whole (`fok`). Null if
   * the order waits.
   */
  readonly atOnce: ImmediateName | null
}

/** Returns the terms of a signed order in the form in which pages show them. */
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
    atOnce: immediateNameOf(order),
  }
}

/** Returns the number of the only bit that is set in a mask, or null if none or several are set. */
export function onlyBitOf(mask: bigint): number | null {
  const [only, ...others] = bitsOf(mask)
  return only === undefined || others.length > 0 ? null : only
}

/** Returns the indexes of the bits that are set in a mask. Returns an empty list for a mask of all ones, which means any. */
export function bitsOf(mask: bigint): number[] {
  if (mask === 2n ** 256n - 1n) return []
  const bits: number[] = []
  for (let bit = 0; bit < 256; bit += 1) if ((mask >> BigInt(bit)) & 1n) bits.push(bit)
  return bits
}
