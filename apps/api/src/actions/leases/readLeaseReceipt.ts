import { type LeaseLogRow, listLeaseLogs, listStandingOrders } from '@infinitio/db'
import { type Address, type FeeFields, feesIn, feeTexts, isRefusal, type Refusal } from '@infinitio/domain'
import type { LeaseReceiptWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { endReasonOfLease } from './endReasonOfLease.ts'
import { energyOfLease } from './energyOfLease.ts'
import { findOwnLease } from './findOwnLease.ts'

/**
 * Returns the receipt of a closed lease. Its totals come from the event that the contract emitted when the lease closed. Refuses with `lease.unknown`,
 * `auth.forbidden`, `lease.not_closed`.
 */
export async function readLeaseReceipt(
  services: Services,
  { account, leaseId }: { account: Address; leaseId: string },
): Promise<LeaseReceiptWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'seeReceipt' })
  if (isRefusal(own)) return own
  const { row } = own
  if (row.state !== 'closed' || row.closedAt === null || row.closedTx === null || row.closedBlock === null) return { rejected: 'lease.not_closed' }
  const [logs, standing, energy] = await Promise.all([
    listLeaseLogs(services.db, { leaseId: row.leaseId, fromBlock: row.settledBlock }),
    listStandingOrders(services.db, { leaseIds: [row.leaseId] }),
    energyOfLease(services, row),
  ])
  const perSecond = row.pricePerGpuSecond * BigInt(row.gpus)
  const transaction = (what: LeaseReceiptWire['transactions'][number]['what'], at: bigint | null, txHash: string | null, block: bigint | null) =>
    at === null || txHash === null ? [] : [{ what, txHash, blockNumber: block === null ? null : Number(block), at: Number(at) }]
  return {
    leaseId,
    bidHash: row.bidHash,
    renter: row.renter,
    provider: row.provider,
    node: row.nodeId,
    nodeName: row.nodeName ?? `node ${row.nodeId.slice(2, 10)}`,
    reason: endReasonOfLease(row, { standing: standing[0] ?? null, now: Number(row.closedAt) }) ?? 'time_up',
    final: row.closedBlock <= row.finalNumber,
    gpus: row.gpus,
    pricePerGpuSecond: row.pricePerGpuSecond.toString(),
    feeBps: row.feeBps,
    start: Number(row.startAt),
    readyAt: row.readyAt === null ? null : Number(row.readyAt),
    end: Number(row.endAt),
    closedAt: Number(row.closedAt),
    billedSeconds: perSecond === 0n ? 0 : Number(row.pay / perSecond),
    escrow: row.escrow.toString(),
    pay: row.pay.toString(),
    ...feeTexts(row, {}),
    providerGets: (row.pay - feesIn(row, { payer: 'provider' }).total).toString(),
    refund: row.refund.toString(),
    spent: (row.pay + feesIn(row, { payer: 'renter' }).total).toString(),
    extensions: extensionsOf(logs),
    creditSeconds: Number(row.creditSeconds),
    compensation: row.compensation.toString(),
    transactions: [
      ...transaction('settled', row.settledAt, row.settledTx, row.settledBlock),
      ...transaction('ready', row.readyAt, row.readyTx, row.readyBlock),
      ...transaction('ended', row.endedAt, row.endedTx, row.endedBlock),
      ...transaction('closed', row.closedAt, row.closedTx, row.closedBlock),
    ],
    energy,
  }
}

type FlatFees = { payer: 'renter'; charge: 'flat' }

/** Lists the extensions in the contract's events, oldest first. */
function extensionsOf(logs: readonly LeaseLogRow[]): LeaseReceiptWire['extensions'] {
  return logs.flatMap(({ name, args, at, txHash }) => {
    if (name !== 'LeaseExtended') return []
    // The follower (the process that copies chain events into the database) wrote this JSON from a decoded event, so its format needs no check here.
    const extended = JSON.parse(args) as FeeFields<FlatFees> & { readonly end: string; readonly escrowAdded: string }
    const { end, escrowAdded } = extended
    return [{ at: Number(at), txHash, end: Number(end), escrowAdded, ...feeTexts(extended, { payer: 'renter', charge: 'flat' }) }]
  })
}
