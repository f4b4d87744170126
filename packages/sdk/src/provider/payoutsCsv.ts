import { csvText } from '@infinitio/domain'
import type { ProviderStatementWire, StatementLeaseWire } from '@infinitio/domain/wire'
import { ptText } from '../account/ptText.ts'

const columns = [
  ...(['closed_utc', 'lease_id', 'node_id', 'node_name', 'renter', 'gpus', 'paid_seconds', 'price_base_units_per_gpu_second'] as const),
  ...(['pay_base_units', 'fee_base_units', 'earned_base_units', 'earned_pt', 'refund_base_units', 'compensation_base_units', 'closed_tx'] as const),
  ...(['pay_pt', 'fee_pt', 'earned_usd', 'provider', 'provider_name', 'operator_share_base_units'] as const),
]

const summed = ['pay', 'fee', 'earned', 'refund', 'compensation'] as const satisfies readonly (keyof StatementLeaseWire)[]

type Amounts = Readonly<Record<(typeof summed)[number], bigint>>

/**
 * Formats the payments of a provider as CSV, oldest first, with a last line that begins with "total". Amounts are exact, in base units (1 PT is 10^18). Pay,
 * fee and earnings are also stated in PT to the last digit. 1 PT redeems for 1 USD coin. Times are in ISO 8601, UTC.
 */
export function payoutsCsv({ provider, name, leases }: Pick<ProviderStatementWire, 'provider' | 'name' | 'leases'>): string {
  const sum = (amount: (typeof summed)[number]) => leases.reduce((total, lease) => total + BigInt(lease[amount]), 0n)
  const total = { pay: sum('pay'), fee: sum('fee'), earned: sum('earned'), refund: sum('refund'), compensation: sum('compensation') }
  const rows = leases
    .toReversed()
    .map((lease) => [...beginOf(lease), ...endOf(amountsOf(lease), lease.closedTx), provider, name ?? '', lease.operatorShare])
  const shares = leases.reduce((all, { operatorShare }) => all + BigInt(operatorShare), 0n)
  return csvText([columns, ...rows, ['total', '', '', '', '', '', '', '', ...endOf(total, ''), provider, name ?? '', String(shares)]])
}

function beginOf({ closedAt, leaseId, node, nodeName, renter, gpus, paidSeconds, pricePerGpuSecond }: StatementLeaseWire): string[] {
  const closed = new Date(closedAt * 1_000).toISOString().replace('.000Z', 'Z')
  return [closed, leaseId, node, nodeName, renter, String(gpus), String(paidSeconds), pricePerGpuSecond]
}

function amountsOf({ pay, fee, earned, refund, compensation }: StatementLeaseWire): Amounts {
  return { pay: BigInt(pay), fee: BigInt(fee), earned: BigInt(earned), refund: BigInt(refund), compensation: BigInt(compensation) }
}

function endOf({ pay, fee, earned, refund, compensation }: Amounts, closedTx: string): string[] {
  const units = [pay, fee, earned].map(String)
  return [...units, ptText(earned), String(refund), String(compensation), closedTx, ptText(pay), ptText(fee), ptText(earned)]
}
