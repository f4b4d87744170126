import type { FaultIncident } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { waitFor } from '../deployment/waitFor.ts'
import type { FaultDeployment } from './faultDeployment.ts'
import { everyMs } from './realCause.ts'

type Of = { readonly lease: Pick<LeaseWire, 'leaseId'> }

/**
 * Waits for at most a minute until the agent has reported an incident of a lease. If no report comes, prints that and continues: the market then has no record
 * of the fault, and the benchmark counts this as an error of the market.
 */
export async function untilReported({ db }: FaultDeployment, { lease, incident }: Of & { readonly incident: FaultIncident }): Promise<void> {
  const read = () => db.query('select 1 from lease_incidents where lease_id = $1 and incident = $2', [lease.leaseId, incident])
  await waitFor({ what: `a report of ${incident}`, within: 60, everyMs, read, until: (rows) => rows.length > 0 }).catch((error: Error) => {
    console.log(`curve lease ${lease.leaseId}: ${error.message}`)
  })
}

/** Waits until the agent has measured the lease once, because an error of a GPU before that would not count for this lease. */
export async function untilMeasured({ db }: FaultDeployment, { lease }: Of): Promise<void> {
  const read = () => db.query('select 1 from telemetry where lease_id = $1 limit 1', [lease.leaseId])
  await waitFor({ what: 'the first reading of a lease', within: 60, everyMs, read, until: (rows) => rows.length > 0 })
}
