import { getHold, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const askedMs = 150

/** A hold; asked for again quickly while the matcher has not judged it. */
export function holdQuery(api: Transport, holdId: string) {
  return queryOptions({
    queryKey: ['hold', holdId],
    queryFn: () => getHold(api, holdId),
    refetchInterval: ({ state }) => (state.data?.state === 'requested' ? askedMs : false),
  })
}
