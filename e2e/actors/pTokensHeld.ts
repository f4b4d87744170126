import { createClient } from '@infinitio/sdk'
import { openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import type { TestHouse } from '../house/startTestHouse.ts'

/** PToken base units that an account holds on the chain itself; what it has in the market is not counted. */
export async function pTokensHeld({ url, rpcUrl }: Pick<TestHouse, 'url' | 'rpcUrl'>, account: string): Promise<bigint> {
  const { addresses } = await createClient({ baseUrl: url }).getChain()
  return (await readTokens(openExitAccess({ rpcUrl }), { account, addresses })).pToken
}
