import { getSeller, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Query for the legal data of the signed-in account as a provider. */
export function sellerQuery(api: Transport) {
  return queryOptions({ queryKey: ['seller'], queryFn: () => getSeller(api) })
}
