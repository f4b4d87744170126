import { listLeaseTelemetry } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { TelemetryWire } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'
import { findOwnLease } from './findOwnLease.ts'

const mostSamples = 720

/** The newest readings of a lease, oldest first: an hour at one every 5 s. Refuses with `lease.unknown`, `auth.forbidden`. */
export async function readTelemetry(
  services: Services,
  { account, leaseId }: { account: Address; leaseId: string },
): Promise<TelemetryWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId })
  if (isRefusal(own)) return own
  const rows = await listLeaseTelemetry(services.db, { leaseId: own.row.leaseId, limit: mostSamples })
  return {
    samples: rows.map(({ nodeId: _nodeId, ...row }) => ({
      ...row,
      leaseId: row.leaseId?.toString() ?? null,
      at: Math.floor(row.at.getTime() / 1_000),
    })),
  }
}
