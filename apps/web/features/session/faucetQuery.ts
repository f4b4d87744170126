import { InfinitioError, requestFaucet } from '@infinitio/sdk'
import { browserApi } from '#web/features/api/browserApi.ts'

/** What the faucet of the development chain is asked once for an account: the relay that brings the money; none for a wallet that was funded earlier today. */
export function faucetQuery(account: string) {
  return { queryKey: ['faucet', account], queryFn: () => askFaucet(account), staleTime: Number.POSITIVE_INFINITY }
}

async function askFaucet(account: string): Promise<{ relayId: string | null }> {
  try {
    return await requestFaucet(browserApi, { account })
  } catch (error) {
    if (error instanceof InfinitioError && error.code === 'account.faucet_used') return { relayId: null }
    throw error
  }
}
