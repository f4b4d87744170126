import type { Transport } from '@infinitio/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { unreadQuery } from '#web/features/notifications/unreadQuery.ts'
import { holdsQuery } from '#web/parts/hold/holdsQuery.ts'
import { sessionQuery } from '#web/parts/session/sessionQuery.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

/**
 * Fetches the signed-in account, its balance, its holds and the number of unread notifications. The top bar shows them at once, so that it does not grow later.
 */
export async function prefetchAccount(queryClient: QueryClient, api: Transport): Promise<void> {
  const session = sessionQuery(api)
  await queryClient.prefetchQuery(session)
  const account = queryClient.getQueryData(session.queryKey)?.account
  if (account === undefined) return
  await Promise.all([
    queryClient.prefetchQuery(walletQuery(api)),
    queryClient.prefetchQuery(holdsQuery(api)),
    queryClient.prefetchQuery(unreadQuery(api)),
  ])
}
