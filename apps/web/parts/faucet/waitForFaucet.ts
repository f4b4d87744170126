import { waitForRelay } from '@infinitio/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { faucetQuery } from '#web/parts/faucet/faucetQuery.ts'
import { sessionQuery } from '#web/parts/session/sessionQuery.ts'

const longestSeconds = 15

/**
 * Waits until the test money that this page asked for, for who is signed in now, can be spent: whoever signs in with a fresh burner is quicker than the chain. At
 * once where none was asked for; what the faucet or the chain refuses is said by the line that shows it, and ends the wait.
 */
export async function waitForFaucet(queryClient: QueryClient): Promise<void> {
  const session = queryClient.getQueryData(sessionQuery(browserApi).queryKey)
  if (session === undefined || session === null) return
  const query = faucetQuery(session.account)
  if (queryClient.getQueryState(query.queryKey) === undefined) return
  try {
    const { relayId } = await queryClient.ensureQueryData(query)
    if (relayId !== null) await waitForRelay(browserApi, { relayId, timeoutSeconds: longestSeconds, until: 'final' })
  } catch {
    return
  }
}
