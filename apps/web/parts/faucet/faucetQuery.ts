import type { WalletWire } from '@infinitio/domain/wire'
import { getChain, getWallet, InfinitioError, requestFaucet, waitForRelay, waitUntil } from '@infinitio/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { sessionQuery } from '#web/parts/session/sessionQuery.ts'

const daySeconds = 86_400

/**
 * Query that requests money from the faucet for an account, once. It returns the relay (the stored request to the market's worker) with which the money is
 * sent, or no relay if the wallet was funded within the last day.
 */
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

/**
 * Returns true if the chain shows that the faucet paid this wallet within the last day. Then the page does not send another request, which would fail. If the
 * chain does not answer, returns false, and the faucet decides.
 */
async function isFundedLately(account: string): Promise<boolean> {
  try {
    const { lastDripAt } = await import('#web/parts/faucet/lastDripAt.ts')
    // The faucet uses the block clock, which may be days ahead of this computer's clock.
    const chain = await getChain(browserApi)
    return (await lastDripAt(chain, account)) > chain.chainNow - daySeconds
  } catch {
    return false
  }
}

const longestSeconds = 15

/**
 * Waits until the signed-in account can spend the test money that this page requested, because a user with a new burner wallet can be faster than the chain.
 * Returns at once if nothing was requested. An error of the faucet or the chain also ends the wait; the line about funding shows that error.
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

/**
 * Waits for the test money that this page requested, then up to 15 s for money that is on its way. Returns true if the balance then is at least `units` base
 * units. Reads the balance again, because after a sign-in the cached balance may be another account's, and the first money may still be on its way.
 */
export async function waitForFunds(queryClient: QueryClient, units: bigint): Promise<boolean> {
  await waitForFaucet(queryClient)
  const isEnough = ({ available }: WalletWire): boolean => BigInt(available) >= units
  const wallet = await waitUntil(
    () => getWallet(browserApi, { limit: 1 }),
    (read) => isEnough(read) || read.arriving === '0',
    { timeoutSeconds: 15, everyMs: 250 },
  )
  return isEnough(wallet)
}
