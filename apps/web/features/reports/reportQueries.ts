import { listLeaseReports, listProviderReports, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** The reports of a lease, newest first, for its holder, teammates who may use it and its provider. */
export function leaseReportsQuery(api: Transport, leaseId: string) {
  return queryOptions({ queryKey: ['lease', leaseId, 'reports'], queryFn: () => listLeaseReports(api, leaseId) })
}

/** The reports about machines of the signed-in provider, newest first. */
export function providerReportsQuery(api: Transport) {
  return queryOptions({ queryKey: ['provider', 'reports'], queryFn: () => listProviderReports(api) })
}
