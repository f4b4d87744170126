import type { Bid } from '@infinitio/domain'
import { pricePerSecondOf } from '#web/features/order-ticket/pricePerSecondOf.ts'
import type { TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { onlyBitOf } from '#web/parts/order/orderFacts.ts'

/**
 * The terms of an order that would wait in the order book, from which its waiting time is estimated: class, region, price, number of GPUs, whether all must be
 * on one machine, and expiry in Unix seconds.
 */
export type WaitingWish = {
  readonly classId: number
  readonly regionId: number | null
  readonly price: bigint
  readonly gpus: number
  readonly isWhole: boolean
  readonly until: number
}

/**
 * Returns the terms of an order if past trades can tell how long it would wait, else null. The order must stay in the book, start as soon as it is matched, and
 * accept one class only. It may be matched in parts or on one machine.
 */
export function waitingWish(draft: TicketDraft, now: number): WaitingWish | null {
  const { classId, regionId, gpus, shape, force, start, keepSeconds } = draft
  const price = pricePerSecondOf(draft.priceText)
  const isTold = force === 'rest' && start === 'now' && (shape === 'parts' || shape === 'oneNode')
  if (!isTold || classId === null || price === null || !Number.isInteger(gpus) || gpus < 1) return null
  return { classId, regionId, price, gpus, isWhole: shape === 'oneNode', until: now + keepSeconds }
}

/**
 * Returns the class, region, price, number of GPUs and expiry of a signed bid that waits in the order book. Returns null if its waiting time cannot be
 * estimated.
 */
export function waitingWishOf(bid: Bid, now: number): WaitingWish | null {
  const classId = onlyBitOf(bid.classMask)
  const isOneNode = bid.allOrNothing && bid.minGpusPerNode === bid.gpus
  const isTold = bid.startFrom <= BigInt(now) && !bid.cluster && (isOneNode || !bid.allOrNothing)
  if (!isTold || classId === null) return null
  const regionId = onlyBitOf(bid.regionMask)
  return { classId, regionId, price: bid.maxPricePerGpuSecond, gpus: bid.gpus, isWhole: isOneNode, until: Number(bid.expiry) }
}
