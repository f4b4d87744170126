import type { EarningsBy } from '@infinitio/domain/wire'
import { getProviderEarnings, type Transport } from '@infinitio/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'

/** What the signed-in provider's closed leases came to. */
export function earningsQuery(api: Transport, by: EarningsBy) {
  return queryOptions({ queryKey: ['provider', 'earnings', by], queryFn: () => getProviderEarnings(api, { by }), placeholderData: keepPreviousData })
}
