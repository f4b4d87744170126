import { type LeaseAccessRow, listLostLeases, listNodeLeases } from '@infinitio/db'
import { leaseTermsOf } from '@infinitio/domain'
import { type LeaseAccessOrderWire, type NodeLeasesWire, leaseTermsToWire, workloadWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { diskTasksOf } from '../disks/diskTasksOf.ts'

/**
 * Lists the leases that these nodes should serve now: those that are booked or active, not over by the block clock, and not lost. Lists the lost leases
 * separately, so that a node that comes back can log why it deletes them.
 */
export async function listDesiredLeases(services: Services, { nodeIds }: { nodeIds: readonly string[] }): Promise<NodeLeasesWire> {
  const { now } = services.clock.read()
  const [rows, lost] = await Promise.all([listNodeLeases(services.db, { nodeIds }), listLostLeases(services.db, { nodeIds })])
  const live = rows.filter((row) => Number(row.endAt) > now)
  const disks = await diskTasksOf(services, live)
  return {
    chainNow: now,
    lost: lost.map((row) => ({
      leaseId: row.leaseId.toString(),
      bidHash: row.bidHash,
      terms: leaseTermsToWire(leaseTermsOf(row)),
      endsAt: Number(row.endAt),
    })),
    leases: live.map((row) => ({
      leaseId: row.leaseId.toString(),
      bidHash: row.bidHash,
      terms: leaseTermsToWire(leaseTermsOf(row)),
      state: row.state === 'active' ? 'active' : 'booked',
      settledAt: Number(row.settledAt),
      readyAt: row.readyAt === null ? null : Number(row.readyAt),
      endsAt: Number(row.endAt),
      workload: row.workload === null ? null : workloadWire.parse(JSON.parse(row.workload)),
      disk: disks.get(row.leaseId) ?? null,
      guestKeys: row.guestKeys,
      holder: row.holder,
      // Ignore changes that a former holder signed.
      access: row.access?.signer === row.holder ? accessOrderOf(row.access) : null,
      hasSecrets: row.hasSecrets,
    })),
  }
}

function accessOrderOf({ signer: _signer, ...order }: LeaseAccessRow): LeaseAccessOrderWire {
  return order
}
