import { getPublicRenter, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Query for the public record of a renter. */
export const renterQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['public-renter', account], queryFn: () => getPublicRenter(api, account) })
