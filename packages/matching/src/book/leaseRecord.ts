import type { Address, LeaseId, MatchId, NodeId, OrderHash, UnixSeconds } from '@infinitio/domain'

/**
 * The payments at the close of a lease, and its hours before the close, stored so that the book can undo the close. `block` is the number of the newest block
 * when the close was reported. It is absent if the lease closed under rules before version 4.
 */
export type LeaseClosing = {
  readonly toProvider: bigint
  readonly toRenter: bigint
  readonly at: UnixSeconds
  readonly toHourBefore: number
  readonly block?: number
}

/** A lease on the chain, as far as the order book needs it: its hours, and the payments to its provider and renter. */
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
  /** The first hour after the agreed end of the lease, with all extensions. */
  agreedToHour: number
  /** The first hour after the lease. It equals `agreedToHour` until an early end frees hours. */
  toHour: number
  isEnded: boolean
  paidToProvider: bigint
  /** Refunds that the holder got before the close: for credits, and at an early end. If both parties accepted the end, the close pays that refund instead. */
  refundedToRenter: bigint
  closing: LeaseClosing | null
  /**
   * For a spot lease, the last Unix second at which the machine may send its Ready message. Absent for other leases, and for leases that settled under rules
   * before version 8.
   */
  readyUntil?: number
  /**
   * The values of `agreedToHour` before each extension, so that the book can undo the extensions. Absent if the lease was never extended, and in older books.
   */
  extendedFrom?: number[]
  /** The holders after the renter, oldest first. Absent while the renter is the holder. */
  holders?: Address[]
}

/** Returns the account that gets the lease's refunds: the last holder, or the renter. */
export function holderOf({ holders, renter }: LeaseRecord): Address {
  return holders?.at(-1) ?? renter
}
