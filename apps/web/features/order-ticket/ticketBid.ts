import type { Bid } from '@infinitio/domain'
import type { ChainWire, SettleTermsWire } from '@infinitio/domain/wire'
import { buildOpenBid } from '@infinitio/sdk'
import { pricePerSecondOf } from '#web/features/order-ticket/pricePerSecondOf.ts'
import { longestKeepSeconds, type TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { ticketTime } from '#web/features/order-ticket/ticketTime.ts'

/** Every id a mask has room for: also what the catalogue takes up later. */
const anyId = Array.from({ length: 256 }, (_, id) => id)

type TicketBidArgs = {
  readonly draft: TicketDraft
  readonly renter: string
  readonly workloadHash: string
  readonly nonce: bigint
  readonly chain: Pick<ChainWire, 'chainNow' | 'feeBps'> & SettleTermsWire
}

/** The bid that a ticket without a problem spells. */
export function ticketBid({ draft, renter, workloadHash, nonce, chain }: TicketBidArgs): Bid {
  const { classId, regionId, node, gpus, shape, force, keepSeconds } = draft
  const isKeptToTheEnd = keepSeconds >= longestKeepSeconds
  return buildOpenBid({
    renter,
    classIds: classId === null ? anyId : [classId],
    regionIds: regionId === null ? anyId : [regionId],
    ...(node === null ? {} : { node }),
    gpus,
    durationSeconds: draft.hours * 3_600,
    maxPricePerGpuSecond: (pricePerSecondOf(draft.priceText) ?? 0n).toString(),
    workloadHash,
    nonce,
    chain,
    timeInForce: force !== 'rest' ? force : isKeptToTheEnd ? 'gtc' : 'gtt',
    ...(force === 'rest' && !isKeptToTheEnd ? { expiry: chain.chainNow + keepSeconds } : {}),
    minGpusPerNode: shape === 'oneNode' ? gpus : 1,
    allOrNothing: shape !== 'parts',
    cluster: shape === 'cluster',
    ...windowOf(draft),
  })
}

function windowOf({ start, startFrom, startUntil }: TicketDraft): { startFrom?: number; startUntil?: number } {
  const [from, until] = [ticketTime(startFrom), ticketTime(startUntil)]
  return start === 'now' || from === null || until === null ? {} : { startFrom: from, startUntil: until }
}
