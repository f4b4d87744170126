import { getTransaction, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const watchfulMs = 1_500

/** One transaction with its decoded events; asked for again until it is final. */
export function transactionQuery(api: Transport, hash: string) {
  return queryOptions({
    queryKey: ['transaction', hash],
    queryFn: () => getTransaction(api, hash),
    refetchInterval: ({ state }) =>
      state.data?.state === 'pending' || state.data?.state === 'mined' || state.status === 'error' ? watchfulMs : false,
  })
}
