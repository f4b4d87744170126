import { getChain, InfinitioError, requestFaucet, waitForRelay } from '@infinitio/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { sessionQuery } from '#web/parts/session/sessionQuery.ts'

const daySeconds = 86_400

/** What the faucet of the development chain is asked once for an account: the relay that brings the money; none for a wallet that was funded within a day. */
export function faucetQuery(account: string) {
  return { queryKey: ['faucet', account], queryFn: () => askFaucet(account), staleTime: Number.POSITIVE_INFINITY }
}

async function askFaucet(account: string): Promise<{ relayId: string | null }> {
  if (await isFundedLately(account)) return { relayId: null }
  try {
    return await requestFaucet(browserApi, { account })
  } catch (error) {
    if (error instanceof InfinitioError && error.code === 'account.faucet_used') return { relayId: null }
    throw error
  }
}

/** What the chain says, so that a wallet which has its money does not ask for a refusal. Where the chain cannot say it, the faucet does. */
async function isFundedLately(account: string): Promise<boolean> {
  try {
    const { lastDripAt } = await import('#web/parts/faucet/lastDripAt.ts')
    // The block clock, by which the faucet counts: it may be days ahead of this machine's.
    const chain = await getChain(browserApi)
    return (await lastDripAt(chain, account)) > chain.chainNow - daySeconds
  } catch {
    return false
  }
}

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
