import type { Address } from '@infinitio/domain'
import type { ChainLogCommand, ReservedHours } from '../src/index.ts'

type Log<Kind extends ChainLogCommand['kind']> = Extract<ChainLogCommand, { kind: Kind }>

/** A lease as the logs in effect tell it. */
export type NaiveLease = {
  readonly settled: Log<'Settled'>
  readonly extended: readonly Log<'LeaseExtended'>[]
  readonly ended: Log<'LeaseEnded'> | null
  readonly closed: Log<'LeaseClosed'> | null
  readonly holder: Address
}

/** A lease to which nothing has happened but its settle. */
export function freshLease(settled: Log<'Settled'>): NaiveLease {
  return { settled, extended: [], ended: null, closed: null, holder: settled.terms.renter }
}

/** Every lease of the logs. */
export function leasesOf(logs: readonly ChainLogCommand[]): NaiveLease[] {
  return logs.flatMap((settled) => {
    if (settled.kind !== 'Settled') return []
    const extended = logs.filter((log): log is Log<'LeaseExtended'> => log.kind === 'LeaseExtended' && log.leaseId === settled.leaseId)
    const holders = logs.flatMap((log) => (log.kind === 'LeaseHolderChanged' && log.leaseId === settled.leaseId ? [log.holder] : []))
    const ended = logs.find((log): log is Log<'LeaseEnded'> => log.kind === 'LeaseEnded' && log.leaseId === settled.leaseId) ?? null
    const closed = logs.find((log): log is Log<'LeaseClosed'> => log.kind === 'LeaseClosed' && log.leaseId === settled.leaseId) ?? null
    return [{ settled, extended, ended, closed, holder: holders.at(-1) ?? settled.terms.renter }]
  })
}

/** The calendar hours a lease takes: the agreed ones, less those an end or a close gave back. */
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

/** Hours that a lease may touch when it starts between now and `slack` seconds later. */
export function hoursTouched(now: bigint, seconds: bigint, slack: bigint): ReservedHours {
  return { fromHour: Number(now / 3600n), toHour: Number((now + slack + seconds + 3599n) / 3600n) }
}

/** An account's balance in the Market contract, folded from every log. */
export function balanceOf(logs: readonly ChainLogCommand[], account: Address): bigint {
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
  for (const { settled, extended, ended, closed, holder } of leasesOf(logs)) {
    for (const { escrowAdded, relayFee, relayer } of extended) {
      if (holder === account) balance -= escrowAdded + relayFee
      if (relayer === account) balance += relayFee
    }
    const credits = logs.flatMap((log) => (log.kind === 'LeaseCredited' && log.leaseId === settled.leaseId ? [log.refund] : []))
    const credited = credits.reduce((all, refund) => all + refund, 0n)
    const claims = logs.filter((log): log is Log<'LeasePaid'> => log.kind === 'LeasePaid' && log.leaseId === settled.leaseId)
    const claimed = claims.reduce((all, { pay, providerFee }) => all + pay - providerFee, 0n)
    if (settled.terms.provider === account) balance += closed === null ? claimed : closed.pay - closed.providerFee
    if (holder === account) balance += closed === null ? (ended?.refund ?? 0n) + credited : closed.refund
  }
  return balance
}

/** Whether the logs cancel an ask's nonce: by bit or by floor. */
export function isNonceCancelled(logs: readonly ChainLogCommand[], account: Address, nonce: bigint): boolean {
  return logs.some(
    (log) =>
      (log.kind === 'AskCancelled' && log.account === account && log.nonce === nonce) ||
      (log.kind === 'FloorRaised' && log.account === account && nonce < log.floor),
  )
}

/** GPUs that the logs filled of a bid's lane. */
export function laneFilled(logs: readonly ChainLogCommand[], renter: Address, nonce: bigint): number {
  return logs.reduce((all, log) => all + (log.kind === 'Settled' && log.terms.renter === renter && log.bidNonce === nonce ? log.terms.gpus : 0), 0)
}
