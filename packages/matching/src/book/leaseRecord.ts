import type { Address, LeaseId, MatchId, NodeId, OrderHash, UnixSeconds } from '@infinitio/domain'

/** What a close moved, so that it can be taken back. `block` was the head when it was told; absent in books from before version 4. */
export type LeaseClosing = {
  readonly toProvider: bigint
  readonly toRenter: bigint
  readonly at: UnixSeconds
  readonly toHourBefore: number
  readonly block?: number
}

/** A lease on the chain as far as the book needs it: which hours it takes and what its provider and renter were given. */
export type LeaseRecord = {
  readonly leaseId: LeaseId
  readonly matchId: MatchId | null
  readonly bidHash: OrderHash
  readonly bidNonce: bigint
  readonly node: NodeId
  readonly gpus: number
  readonly renter: Address
  readonly provider: Address
  readonly escrow: bigint
  readonly relayFee: bigint
  readonly relayer: Address
  readonly fromHour: number
  /** First hour after the agreed window, extensions included. */
  agreedToHour: number
  /** First hour not taken any more: the agreed one until an end gives hours back. */
  toHour: number
  isEnded: boolean
  paidToProvider: bigint
  /** What an end without accept gave back. */
  refundedToRenter: bigint
  closing: LeaseClosing | null
  /** The last second in which the machine may say Ready, of a lease that started when it settled; absent in others, and in books from before version 8. */
  readyUntil?: number
  /** What `agreedToHour` was before each extension, so that it can be taken back; absent while there is none, as books were before. */
  extendedFrom?: number[]
  /** Who held the lease after its renter, in turn; absent while the renter does. */
  holders?: Address[]
}

/** Whose the lease's refunds are: its last holder, or the renter. */
export function holderOf({ holders, renter }: LeaseRecord): Address {
  return holders?.at(-1) ?? renter
}
