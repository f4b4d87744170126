import { getHold, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const askedMs = 150

/** Fetches a hold (the reservation of a machine or its price), and polls while the matcher has not processed it. */
export function holdQuery(api: Transport, holdId: string) {
  return queryOptions({
    queryKey: ['hold', holdId],
    queryFn: () => getHold(api, holdId),
    refetchInterval: ({ state }) => (state.data?.state === 'requested' ? askedMs : false),
  })
}
