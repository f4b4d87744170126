import { listNodeLeases } from '@infinitio/db'
import { leaseTermsOf } from '@infinitio/domain'
import { type NodeLeasesWire, leaseTermsToWire, workloadWire } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'

/** Every lease these nodes should serve now: booked or active, and not over by the block clock. */
export async function listDesiredLeases(services: Services, { nodeIds }: { nodeIds: readonly string[] }): Promise<NodeLeasesWire> {
  const { now } = services.clock.read()
  const rows = await listNodeLeases(services.db, { nodeIds })
  const live = rows.filter((row) => Number(row.endAt) > now)
  return {
    chainNow: now,
    leases: live.map((row) => ({
      leaseId: row.leaseId.toString(),
      bidHash: row.bidHash,
      terms: leaseTermsToWire(leaseTermsOf(row)),
      state: row.state === 'active' ? 'active' : 'booked',
      settledAt: Number(row.settledAt),
      readyAt: row.readyAt === null ? null : Number(row.readyAt),
      endsAt: Number(row.endAt),
      workload: row.workload === null ? null : workloadWire.parse(JSON.parse(row.workload)),
    })),
  }
}
