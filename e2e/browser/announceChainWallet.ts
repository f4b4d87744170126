import type { Page } from '@playwright/test'
import { createWalletClient, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { WalletPerson } from './announceWallet.ts'

type Answer = { result: unknown } | { error: { code: number; message: string } }

/**
 * Adds a wallet to the page. Like a browser extension, it has its own connection to the chain and does not use the site's. Its key stays outside the page.
 * `sent` returns the number of transactions that the person signed.
 */
export async function announceChainWallet(
  page: Page,
  { privateKey, rpcUrl, person }: { privateKey: Hex; rpcUrl: string; person: WalletPerson },
): Promise<{ sent: () => number }> {
  const account = privateKeyToAccount(privateKey)
  const wallet = createWalletClient({ account, transport: http(rpcUrl) })
  let sent = 0
  const answer = async (method: string, params: unknown[]): Promise<Answer> => {
    if (method === 'eth_requestAccounts' || method === 'eth_accounts') return { result: [account.address] }
    if (method === 'wallet_switchEthereumChain') return { result: null }
    if (method === 'eth_sendTransaction') {
      if (person.answer === 'refuse') return { error: { code: 4_001, message: 'User rejected the request.' } }
      const { to, data, gas } = params[0] as { to: Hex; data: Hex; gas: Hex }
      sent += 1
      return { result: await wallet.sendTransaction({ to, data, gas: BigInt(gas), chain: null }) }
    }
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    return (await (await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json()) as Answer
  }
  await page.exposeFunction('askChainWallet', answer)
  await page.addInitScript(installChainWallet)
  return { sent: () => sent }
}

/** Adds the wallet to `window`. This function runs in the page, so it cannot use variables of this file. */
function installChainWallet(): void {
  type Reply = { result?: unknown; error?: { code: number; message: string } }
  const ask = (globalThis as unknown as { askChainWallet: (method: string, params: unknown[]) => Promise<Reply> }).askChainWallet
  const provider = {
    request: async ({ method, params = [] }: { method: string; params?: unknown[] }): Promise<unknown> => {
      const { result, error } = await ask(method, params)
      if (error !== undefined) throw Object.assign(new Error(error.message), error)
      return result
    },
    on: () => undefined,
    removeListener: () => undefined,
  }
  const icon = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>'
  const info = { uuid: '0b8a4a0e-40cf-4f23-9d35-5f2d1f4f6e10', name: 'Test Wallet', icon, rdns: 'dev.infinitio.test' }
  const announce = () => {
    dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }))
  }
  addEventListener('eip6963:requestProvider', announce)
  announce()
}
