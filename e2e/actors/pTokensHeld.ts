import { createClient } from '@infinitio/sdk'
import { openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'

/** Returns the PToken base units in an account's wallet on the chain, without its market balance. */
export async function pTokensHeld({ url, rpcUrl }: Pick<TestDeployment, 'url' | 'rpcUrl'>, account: string): Promise<bigint> {
  const { addresses } = await createClient({ baseUrl: url }).getChain()
  return (await readTokens(openExitAccess({ rpcUrl }), { account, addresses })).pToken
}
