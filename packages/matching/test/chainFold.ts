import type { Address } from '@infinitio/domain'
import type { ChainLogCommand, ReservedHours } from '../src/index.ts'

type Log<Kind extends ChainLogCommand['kind']> = Extract<ChainLogCommand, { kind: Kind }>

/** A lease as described by those logs that the chain has not dropped. */
export type NaiveLease = {
  readonly settled: Log<'Settled'>
  readonly extended: readonly Log<'LeaseExtended'>[]
  readonly ended: Log<'LeaseEnded'> | null
  readonly closed: Log<'LeaseClosed'> | null
  /** The amounts that credits (seconds taken off the bill) refunded to the holder before the lease closed. */
  readonly credited: bigint
  /** The payments that the provider claimed before the lease closed, less fees. */
  readonly claimed: bigint
  readonly holder: Address
}

/** Makes a lease that has only settled. */
export function freshLease(settled: Log<'Settled'>): NaiveLease {
  return { settled, extended: [], ended: null, closed: null, credited: 0n, claimed: 0n, holder: settled.terms.renter }
}

/** Returns every lease of the logs. */
export function leasesOf(logs: readonly ChainLogCommand[]): NaiveLease[] {
  const toldOf = Map.groupBy(logs, (log) => ('leaseId' in log ? log.leaseId : null))
  return logs.flatMap((log) => (log.kind === 'Settled' ? [leaseOf(log, toldOf.get(log.leaseId) ?? [])] : []))
}

/** Calculates a lease from its logs, in their order. */
function leaseOf(settled: Log<'Settled'>, told: readonly ChainLogCommand[]): NaiveLease {
  const all = <Kind extends ChainLogCommand['kind']>(kind: Kind) => told.filter((log): log is Log<Kind> => log.kind === kind)
  return {
    settled,
    extended: all('LeaseExtended'),
    ended: all('LeaseEnded')[0] ?? null,
    closed: all('LeaseClosed')[0] ?? null,
    credited: all('LeaseCredited').reduce((sum, { refund }) => sum + refund, 0n),
    claimed: all('LeasePaid').reduce((sum, { pay, providerFee }) => sum + pay - providerFee, 0n),
    holder: all('LeaseHolderChanged').at(-1)?.holder ?? settled.terms.renter,
  }
}

/** Returns the calendar hours of a lease: the agreed hours, less those that an end or a close freed. */
export function hoursOfLease({ settled, extended, ended, closed }: NaiveLease): ReservedHours {
  const { start, durationSeconds } = settled.terms
  const fromHour = Number(start / 3600n)
  const agreed = Number(((extended.at(-1)?.end ?? start + durationSeconds) + 3599n) / 3600n)
  const back = ended !== null ? endHour(ended) : closed !== null ? Number(closed.blockTimestamp / 3600n) : agreed
  return { fromHour, toHour: Math.min(agreed, Math.max(fromHour, back)) }
}

function endHour({ end, blockTimestamp }: Log<'LeaseEnded'>): number {
  return end <= blockTimestamp ? Number(blockTimestamp / 3600n) : Number((end + 3599n) / 3600n)
}

/** Returns the hours that a lease may touch when it starts at most `slack` seconds from now. */
export function hoursTouched(now: bigint, seconds: bigint, slack: bigint): ReservedHours {
  return { fromHour: Number(now / 3600n), toHour: Number((now + slack + seconds + 3599n) / 3600n) }
}

/**
 * Calculates an account's balance in the Market contract from all logs. `leases` can be passed to save time if many accounts are calculated from the same logs.
 */
export function balanceOf(logs: readonly ChainLogCommand[], account: Address, leases = leasesOf(logs)): bigint {
  let balance = 0n
  for (const log of logs) {
    if (log.kind === 'Deposited' && log.account === account) balance += log.amount
    if (log.kind === 'Withdrawn' && log.account === account) balance -= log.amount
    if (log.kind === 'CompensationPaid' && log.account === account) balance += log.amount
    if (log.kind === 'RelayFeePaid' && log.account === account) balance -= log.amount
    if (log.kind === 'RelayFeePaid' && log.relayer === account) balance += log.amount
    if (log.kind === 'Settled' && log.terms.renter === account) balance -= log.escrow + log.relayFee
    if (log.kind === 'Settled' && log.relayer === account) balance += log.relayFee
  }
  for (const { settled, extended, ended, closed, credited, claimed, holder } of leases) {
    for (const { escrowAdded, relayFee, relayer } of extended) {
      if (holder === account) balance -= escrowAdded + relayFee
      if (relayer === account) balance += relayFee
    }
    if (settled.terms.provider === account) balance += closed === null ? claimed : closed.pay - closed.providerFee
    if (holder === account) balance += closed === null ? (ended?.refund ?? 0n) + credited : closed.refund
  }
  return balance
}

/** Returns true if the logs cancel the nonce of an ask, singly or with all nonces below a floor. */
export function isNonceCancelled(logs: readonly ChainLogCommand[], account: Address, nonce: bigint): boolean {
  return logs.some(
    (log) =>
      (log.kind === 'AskCancelled' && log.account === account && log.nonce === nonce) ||
      (log.kind === 'FloorRaised' && log.account === account && nonce < log.floor),
  )
}

/** Returns true if the logs cancel a bid, by its nonce or by a nonce floor. */
export function isLaneCancelled(logs: readonly ChainLogCommand[], renter: Address, nonce: bigint): boolean {
  return logs.some(
    (log) =>
      (log.kind === 'FloorRaised' && log.account === renter && nonce < log.floor) ||
      (log.kind === 'BidCancelled' && log.account === renter && log.nonce === nonce),
  )
}

/** Counts the GPUs of a bid's nonce that the logs filled. */
export function laneFilled(logs: readonly ChainLogCommand[], renter: Address, nonce: bigint): number {
  return logs.reduce((all, log) => all + (log.kind === 'Settled' && log.terms.renter === renter && log.bidNonce === nonce ? log.terms.gpus : 0), 0)
}
