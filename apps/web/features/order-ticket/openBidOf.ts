import type { Bid } from '@infinitio/domain'
import type { ChainWire, SettleTermsWire } from '@infinitio/domain/wire'
import { buildOpenBid } from '@infinitio/sdk'
import { longestKeepSeconds, type TicketForce, type TicketShape } from '#web/features/order-ticket/ticketDraft.ts'

/** Every id that a mask of 256 bits can have. "Any class" means all of them, also classes that the catalogue gets later. */
const anyId = Array.from({ length: 256 }, (_, id) => id)

/**
 * The terms of an order that may match several machines, from an order form or a checkout. A class, region or machine of null accepts any. The price is in base
 * units per GPU-second.
 */
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
  /** For how many seconds an order that is not matched at once stays in the order book. */
  readonly keepSeconds: number
  /** Range of start times in Unix seconds; null for now. */
  readonly window: { readonly startFrom: number; readonly startUntil: number } | null
}

/**
 * The values that an order needs, in addition to its terms, before it can be signed: the renter, the workload, the order number (nonce), and the chain with its
 * clock and fees.
 */
export type OrderSigning = {
  readonly renter: string
  readonly workloadHash: string
  readonly nonce: bigint
  readonly chain: Pick<ChainWire, 'chainNow' | 'feeBps'> & SettleTermsWire
}

/** Returns the bid of an order. The trading ticket and the cluster checkout sign the same bid for the same terms. */
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
