/** States of a lease as pages show them; the contract deletes the slot of a closed one. */
export type LeaseState = 'booked' | 'active' | 'ended' | 'closed'

/** The terms of a lease; an extension changes its duration, nothing else changes any. Times in Unix seconds, prices in PToken base units. */
export interface LeaseTermsColumns {
  leaseId: bigint
  renter: string
  provider: string
  nodeId: string
  hostKey: string
  pricePerGpuSecond: bigint
  gpus: number
  startAt: bigint
  durationSeconds: bigint
  noticeSeconds: bigint
  trialSeconds: bigint
  feeBps: number
  flags: number
  askNonce: bigint
  askMaxDurationSeconds: bigint
  askAvailableUntil: bigint
  workloadHash: string
}

/** A lease: terms, how it came to be, and how it went. Sums are cumulative; `endAt` is the window's end until it ends earlier; escrow and relay fee grow with extensions. */
export interface LeaseRow extends LeaseTermsColumns {
  askHash: string
  bidHash: string
  state: LeaseState
  settledAt: bigint
  settledTx: string
  settledBlock: bigint
  readyAt: bigint | null
  readyTx: string | null
  readyBlock: bigint | null
  endAt: bigint
  endedTx: string | null
  endedBlock: bigint | null
  accepted: boolean | null
  endReason: number | null
  paidSeconds: bigint
  pay: bigint
  renterFee: bigint
  providerFee: bigint
  refund: bigint
  escrow: bigint
  relayFee: bigint
  closedAt: bigint | null
  closedTx: string | null
  closedBlock: bigint | null
  updatedBlock: bigint
  /** Whose rights, refunds and compensation the lease carries: the renter, or the owner of its token. */
  holder: string
  /** What validators took off the bill, in seconds. */
  creditSeconds: bigint
  /** What the provider's bond paid to the holder, in PToken base units. */
  compensation: bigint
}
