import { type FaultRow, listLeaseFaults, listNodeFaults } from '@infinitio/db'
import { type Address, type EndReason, endReasonFromCode, type FaultIncident, hex32, isRefusal, type Refusal } from '@infinitio/domain'
import { type FaultsWire, type FaultWire, faultWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { findOwnLease } from './findOwnLease.ts'

/** Lists the faults of a lease for its parties. Refuses with `lease.unknown`, `auth.forbidden`. */
export async function readLeaseFaults(
  services: Services,
  { account, leaseId }: { account: Address; leaseId: string },
): Promise<FaultsWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'see' })
  if (isRefusal(own)) return own
  return { items: (await listLeaseFaults(services.db, own.row)).map(describeFault) }
}

/** Lists the faults of a machine that its provider caused. */
export async function readNodeFaults({ db }: Services, { node }: { node: string }): Promise<FaultsWire> {
  return { items: (await listNodeFaults(db, { nodeId: node })).map(describeFault) }
}

/** The end of a lease that follows from each incident. Other incidents end no lease. */
const endOf: Partial<Record<FaultIncident, EndReason>> = { lost: 'node_lost', not_ready: 'no_show', provider_ended: 'provider_ended' }

function describeFault(row: FaultRow): FaultWire {
  const { faultId, leaseId, nodeId, incident, value, fromAt, untilAt, party, source, createdAt, creditSeconds } = row
  return {
    ...{ number: faultId.toString(), leaseId: leaseId.toString(), node: hex32(nodeId), incident, value, party, source },
    rule: faultWire.shape.rule.parse(row.rule),
    from: Number(fromAt),
    until: untilAt === null ? null : Number(untilAt),
    recordedAt: Math.floor(createdAt.getTime() / 1_000),
    paid: paidFor(row),
    creditSeconds: Number(creditSeconds),
  }
}

function paidFor({ incident, endReason, refund, compensation, endedTx, closedTx }: FaultRow): FaultWire['paid'] {
  const txHash = endedTx ?? closedTx
  if (txHash === null || endReason === null || endReasonFromCode(endReason) !== endOf[incident]) return null
  return { refund: refund.toString(), compensation: compensation.toString(), txHash: hex32(txHash) }
}
