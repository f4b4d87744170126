import { listLeaseReports, listProviderReports, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Query for the reports of a lease, newest first, for its holder, its provider and teammates who may use it. */
export function leaseReportsQuery(api: Transport, leaseId: string) {
  return queryOptions({ queryKey: ['lease', leaseId, 'reports'], queryFn: () => listLeaseReports(api, leaseId) })
}

/** Query for the reports about machines of the signed-in provider, newest first. */
export function providerReportsQuery(api: Transport) {
  return queryOptions({ queryKey: ['provider', 'reports'], queryFn: () => listProviderReports(api) })
}
