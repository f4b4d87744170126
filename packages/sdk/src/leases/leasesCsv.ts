import { csvText, feeKeysOf, feesIn } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { ptText } from '../account/ptText.ts'

/** The fees that a renter pays, in the order of the columns. */
const [shares, flats] = [
  { payer: 'renter', charge: 'share' },
  { payer: 'renter', charge: 'flat' },
] as const
const feeColumns = [...feeKeysOf(shares), ...feeKeysOf(flats)].map((key) => `${key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_pt`)

const columns = [
  ...(['lease_id', 'name', 'state', 'role', 'held_by_transfer', 'holder'] as const),
  ...(['end_reason', 'machine', 'node_id', 'provider', 'class', 'region', 'gpus'] as const),
  ...(['rented_utc', 'ready_utc', 'end_utc', 'billed_seconds', 'price_pt_per_gpu_hour'] as const),
  ...['locked_pt', 'pay_pt', ...feeColumns, 'total_pt', 'refund_pt', 'compensation_pt', 'rented_tx', 'closed_tx'],
]

/**
 * Formats leases as CSV (RFC 4180), one row for each, in the given order. Amounts are in PT to the last digit, from the renter's side: `total_pt` is the pay so
 * far with all fees of the renter. `refund_pt` is empty while a lease runs. Times are in ISO 8601, UTC. A transferred lease is in the lists of both
 * accounts: `held_by_transfer` is `true`, `holder` is the account that gets the refund, and `role` is `former_renter` for the account that gave the lease away.
 */
export function leasesCsv(leases: readonly LeaseWire[]): string {
  return csvText([columns, ...leases.map(rowOf)])
}

function rowOf(lease: LeaseWire): string[] {
  const { terms, node, now } = lease
  const pay = BigInt(now.pay)
  const fees = [...feesIn(now, shares).lines, ...feesIn(lease, flats).lines].map(({ amount }): bigint => amount)
  const total = fees.reduce((sum, fee) => sum + fee, pay)
  const isOver = lease.state === 'ended' || lease.state === 'closed'
  return [
    ...[lease.leaseId, lease.name, lease.state, lease.role, String(lease.heldByTransfer), lease.holder],
    ...[lease.endReason ?? '', node.name, terms.node, terms.provider, node.className, node.regionName],
    ...[String(terms.gpus), timeText(lease.settled.at), timeText(lease.ready?.at ?? null), timeText(lease.endsAt), String(now.billableSeconds)],
    ...[BigInt(terms.pricePerGpuSecond) * 3_600n, BigInt(lease.escrow), pay, ...fees, total].map(ptText),
    ...[isOver ? ptText(BigInt(now.refund)) : '', ptText(BigInt(lease.compensation)), lease.settled.txHash, lease.closed?.txHash ?? ''],
  ]
}

function timeText(unixSeconds: number | null): string {
  return unixSeconds === null ? '' : new Date(unixSeconds * 1_000).toISOString().replace('.000Z', 'Z')
}
