import { listOpenLosses } from '@infinitio/db'
import { hex32 } from '@infinitio/domain'
import type { LossesWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const mostLosses = 100

/** Returns leases that were lost with their node and are open on the chain still, oldest first. */
export async function listLosses({ db }: Services): Promise<LossesWire> {
  const rows = await listOpenLosses(db, { limit: mostLosses })
  return {
    items: rows.map(({ leaseId, nodeId, since, start }) => ({
      ...{ leaseId: `${leaseId}`, nodeId: hex32(nodeId), since: Number(since) },
      start: start === null ? null : Number(start),
    })),
  }
}
