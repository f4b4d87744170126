import { getWallet, waitUntil } from '@infinitio/sdk'
import type { WalletWire } from '@infinitio/domain/wire'
import type { QueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { waitForFaucet } from '#web/parts/faucet/faucetQuery.ts'

/**
 * Waits up to 15 s while money is on its way, and returns whether the balance has so many base units. It asks for the balance again: right after signing in the one
 * on screen is not this account's, and the first money may still be arriving.
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
