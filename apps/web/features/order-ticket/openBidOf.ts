import type { Bid } from '@infinitio/domain'
import type { ChainWire, SettleTermsWire } from '@infinitio/domain/wire'
import { buildOpenBid } from '@infinitio/sdk'
import { longestKeepSeconds, type TicketForce, type TicketShape } from '#web/features/order-ticket/ticketDraft.ts'

/** Every id a mask has room for: also what the catalogue takes up later. */
const anyId = Array.from({ length: 256 }, (_, id) => id)

/** The terms of an order whose machines the matcher chooses, from a ticket or a checkout. A class, region or machine of null is any; the price is in base units. */
export type OpenOrder = {
  readonly classId: number | null
  readonly regionId: number | null
  readonly node: string | null
  readonly gpus: number
  readonly minGpusPerMachine: number
  readonly durationSeconds: number
  readonly maxPricePerGpuSecond: bigint
  readonly shape: TicketShape
  readonly force: TicketForce
  /** How long it stays in the order book, for an order that rests. */
  readonly keepSeconds: number
  /** When the lease may start, Unix seconds; null: now. */
  readonly window: { readonly startFrom: number; readonly startUntil: number } | null
}

/** The renter, workload and number of an order, and the chain with its clock and fees. */
export type OrderSigning = {
  readonly renter: string
  readonly workloadHash: string
  readonly nonce: bigint
  readonly chain: Pick<ChainWire, 'chainNow' | 'feeBps'> & SettleTermsWire
}

/** Returns the bid of an order. The trading ticket and the checkout of a cluster sign the same one for the same wishes. */
export function openBidOf(order: OpenOrder, { renter, workloadHash, nonce, chain }: OrderSigning): Bid {
  const { classId, regionId, node, gpus, durationSeconds, maxPricePerGpuSecond, shape, force, keepSeconds, window } = order
  const isKeptToTheEnd = keepSeconds >= longestKeepSeconds
  return buildOpenBid({
    renter,
    classIds: classId === null ? anyId : [classId],
    regionIds: regionId === null ? anyId : [regionId],
    ...(node === null ? {} : { node }),
    ...{ gpus, durationSeconds, maxPricePerGpuSecond: maxPricePerGpuSecond.toString(), workloadHash, nonce, chain },
    timeInForce: force !== 'rest' ? force : isKeptToTheEnd ? 'gtc' : 'gtt',
    ...(force === 'rest' && !isKeptToTheEnd ? { expiry: chain.chainNow + keepSeconds } : {}),
    minGpusPerNode: order.minGpusPerMachine,
    allOrNothing: shape !== 'parts',
    cluster: shape === 'cluster',
    ...window,
  })
}
