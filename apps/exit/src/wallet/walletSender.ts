import { type Address, type ExitAccess, type ExitSender, refusal } from '@infinitio/sdk/exit'
import { type EIP1193Provider, numberToHex } from 'viem'
import { getChainId } from 'viem/actions'
import { declined } from './connectWallet.ts'

/**
 * Returns a function that sends a transaction with a wallet. Before that, it switches the wallet to the chain that the page has read. It throws
 * `wallet.wrong_chain` when the wallet does not switch and `wallet.rejected` when the person declines.
 */
export function walletSender(provider: EIP1193Provider, { access, account }: { access: ExitAccess; account: Address }): ExitSender {
  return async ({ to, data, gas }) => {
    await moveToChain(provider, await getChainId(access.client))
    const transaction = { from: account, to, data, gas: numberToHex(gas) }
    return await provider.request({ method: 'eth_sendTransaction', params: [transaction] }).catch(declined)
  }
}

async function moveToChain(provider: EIP1193Provider, chainId: number): Promise<void> {
  const current = async () => Number(await provider.request({ method: 'eth_chainId' }))
  if ((await current()) === chainId) return
  const params: [{ chainId: string }] = [{ chainId: numberToHex(chainId) }]
  await provider.request({ method: 'wallet_switchEthereumChain', params }).catch(() => null)
  if ((await current()) !== chainId) throw refusal('wallet.wrong_chain', { detail: `the contracts are on chain ${chainId}` })
}
