import type { StatementLeaseWire } from '@infinitio/domain/wire'
import { csvText } from '#web/parts/download/csvText.ts'
import { exactPt, isoText } from '#web/features/orders/ordersCsv.ts'

const columns = [
  ...(['closed_utc', 'lease_id', 'node_id', 'node_name', 'renter', 'gpus', 'paid_seconds', 'price_base_units_per_gpu_second'] as const),
  ...(['pay_base_units', 'fee_base_units', 'earned_base_units', 'earned_pt', 'refund_base_units', 'compensation_base_units', 'closed_tx'] as const),
]

/** Returns settled leases as CSV with exact amounts: base units (1 PT is 10^18), and earnings in PT to the last digit. Times are in ISO 8601, UTC. */
export function statementCsv(leases: readonly StatementLeaseWire[]): string {
  return csvText([columns, ...leases.map(rowOf)])
}

function rowOf(lease: StatementLeaseWire): string[] {
  return [
    isoText(lease.closedAt),
    lease.leaseId,
    lease.node,
    lease.nodeName,
    lease.renter,
    String(lease.gpus),
    String(lease.paidSeconds),
    lease.pricePerGpuSecond,
    lease.pay,
    lease.fee,
    lease.earned,
    exactPt(BigInt(lease.earned)),
    lease.refund,
    lease.compensation,
    lease.closedTx,
  ]
}
