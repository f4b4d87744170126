import { hashWorkload, scriptOfWorkload } from '@infinitio/domain'
import { type LeaseTermsWire, type LostLeaseWire, type NodeLeaseWire, workloadFromWire } from '@infinitio/domain/wire'
import type { MarketAccess } from './changedAccess.ts'
import type { DesiredLease } from './desiredLease.ts'
import type { LeaseWorkload } from './leaseKeeper.ts'

/** The leases that the market wants this process to run. `workloads`, `access` and `terms` map the id of a lease to its data. */
export type Desired = {
  leases: DesiredLease[]
  workloads: Map<string, LeaseWorkload>
  access: Map<string, MarketAccess>
  terms: Map<string, LeaseTermsWire>
}

/**
 * Converts the market's answer about the leases of this machine. A lease has an entry in `workloads` only if the answer contains the workload with the hash
 * that the renter signed, so the agent never runs another workload. Also lists leases that were lost with their node, so that the agent wipes them.
 */
export function toDesiredLeases({ leases, lost }: { leases: readonly NodeLeaseWire[]; lost: readonly LostLeaseWire[] }): Desired {
  const workloads = new Map<string, LeaseWorkload>()
  for (const { leaseId, workload, terms } of leases) {
    if (workload === null) continue
    const signed = workloadFromWire(workload)
    if (hashWorkload(signed) !== terms.workloadHash) continue
    workloads.set(leaseId, {
      sshKeys: workload.sshKeys,
      environment: workload.environment,
      startScript: scriptOfWorkload(workload),
      image: workload.image?.reference ?? null,
      secrets: signed.secrets ?? null,
      ports: [...workload.ports],
    })
  }
  return {
    workloads,
    terms: new Map(leases.map(({ leaseId, terms }) => [leaseId, terms])),
    access: new Map(
      leases.map(({ leaseId, terms, holder, access, guestKeys }) => [
        leaseId,
        { terms, holder: holder ?? terms.renter, order: access ?? null, guestKeys: guestKeys ?? [] },
      ]),
    ),
    leases: [
      ...leases.map((lease) => desiredOf(lease, lease)),
      ...lost.map((lease) => desiredOf(lease, { state: 'lost', hasSecrets: false, disk: null })),
    ],
  }
}

function desiredOf(
  { leaseId, bidHash, terms, endsAt }: LostLeaseWire,
  { state, hasSecrets, disk }: Pick<NodeLeaseWire, 'disk'> & Pick<DesiredLease, 'state' | 'hasSecrets'>,
): DesiredLease {
  const { node: nodeId, start: startSeconds, workloadHash, gpus, renter } = terms
  return { leaseId, orderHash: bidHash, nodeId, state, startSeconds, endSeconds: endsAt, workloadHash, gpus, hasSecrets, renter, disk: disk ?? null }
}
