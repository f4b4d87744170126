import { listLeaseFaults, listNodeFaults, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Query for the faults of a lease, newest first. A change of the lease fetches it again. */
export function leaseFaultsQuery(api: Transport, leaseId: string) {
  return queryOptions({ queryKey: ['lease', leaseId, 'faults'], queryFn: () => listLeaseFaults(api, leaseId) })
}

/** Query for the faults of a machine that its provider caused, newest first. */
export function nodeFaultsQuery(api: Transport, node: string) {
  return queryOptions({ queryKey: ['faults', node], queryFn: () => listNodeFaults(api, node) })
}
