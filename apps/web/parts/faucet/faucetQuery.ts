import { InfinitioError, getChain, requestFaucet } from '@infinitio/sdk'
import { browserApi } from '#web/parts/api/browserApi.ts'

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
