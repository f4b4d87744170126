import { getWallet, waitUntil } from '@infinitio/sdk'
import type { WalletWire } from '@infinitio/domain/wire'
import type { QueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { waitForFaucet } from '#web/parts/faucet/faucetQuery.ts'

/**
 * Waits up to 15 s for requested money and returns whether the balance reaches `units` base units. It reads the balance again. After a sign-in the
 * cached balance may be another account's, and the first money may still be on its way.
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
