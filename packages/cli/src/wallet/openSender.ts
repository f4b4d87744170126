import { refusal } from '@infinitio/sdk'
import { type ExitSender, openExitAccess, readChainId } from '@infinitio/sdk/exit'
import { createWalletClient, defineChain, http } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'

/** `account` signs for the chain `chainId` only. `rpcUrl` takes the transactions. */
type Sender = { readonly account: PrivateKeyAccount; readonly rpcUrl: string; readonly chainId: number }

/**
 * Returns a function that signs and sends transactions for one chain. Asks the RPC node for its chain id now, and again before each signature, so that no
 * transaction is signed that is valid on another chain. Throws `node.rpc_wrong_chain` and `chain.rpc_silent`.
 */
export async function openSender({ account, rpcUrl, chainId }: Sender): Promise<ExitSender> {
  const access = openExitAccess({ rpcUrl })
  const chain = defineChain({
    ...{ id: chainId, name: `chain ${chainId}`, nativeCurrency: { name: 'Coin', symbol: 'coin', decimals: 18 } },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const client = createWalletClient({ account, chain, transport: http(rpcUrl, { retryCount: 0 }) })
  const checkChain = async () => {
    const found = await readChainId(access)
    if (found !== chainId) throw refusal('node.rpc_wrong_chain', { detail: `the RPC is on chain ${found}, this must go to chain ${chainId}` })
  }
  await checkChain()
  return async (call) => {
    await checkChain()
    return await client.sendTransaction(call)
  }
}
