import { getMachineReliability, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Query for the tier and reliability that validators attested for a machine, with the records from which they follow. */
export function reliabilityQuery(api: Transport, node: string) {
  return queryOptions({ queryKey: ['reliability', node] as const, queryFn: () => getMachineReliability(api, node) })
}
