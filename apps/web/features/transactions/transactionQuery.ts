import { getTransaction, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const watchfulMs = 1_500

/** Fetches one transaction with its decoded events, and polls until it is final. */
export function transactionQuery(api: Transport, hash: string) {
  return queryOptions({
    queryKey: ['transaction', hash],
    queryFn: () => getTransaction(api, hash),
    refetchInterval: ({ state }) =>
      state.data?.state === 'pending' || state.data?.state === 'mined' || state.status === 'error' ? watchfulMs : false,
  })
}
