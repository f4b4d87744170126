import type { Page } from '@playwright/test'
import { privateKeyToAccount } from 'viem/accounts'
import type { Hex } from 'viem'

/** The person who owns a test wallet: how this person answers the next request for a signature, and how many orders and lists were signed so far. */
export type WalletPerson = { answer: 'sign' | 'refuse'; signed?: number }

/**
 * Adds another wallet extension to the page before the page loads, announced by EIP-6963. It behaves like a real wallet. It shows no account before the page
 * asks for one, and remembers that permission after a reload. It signs only with its own key, which stays outside the page. If the person refuses, it fails
 * with code 4001. It reads the development chain through the site's RPC endpoint. A test may change `person.answer` between requests.
 */
export async function announceWallet(page: Page, { privateKey, person }: { privateKey: Hex; person: WalletPerson }): Promise<string> {
  const account = privateKeyToAccount(privateKey)
  await page.exposeFunction('signByWallet', async (method: string, params: unknown[]) => {
    if (person.answer === 'refuse') return null
    if (method === 'personal_sign') return await account.signMessage({ message: { raw: params[0] as Hex } })
    person.signed = (person.signed ?? 0) + 1
    return await account.signTypedData(JSON.parse(params[1] as string))
  })
  let isConnected = false
  await page.exposeFunction('walletAccounts', (asked: 'connect' | 'disconnect' | null) => {
    if (asked !== null) isConnected = asked === 'connect'
    return isConnected ? [account.address] : []
  })
  await page.addInitScript(installWallet)
  return account.address
}

/** Adds the wallet to `window`. This function runs in the page, so it cannot use variables of this file. */
function installWallet(): void {
  type Request = { method: string; params?: unknown[] }
  const signByWallet = (globalThis as unknown as { signByWallet: (method: string, params: unknown[]) => Promise<string | null> }).signByWallet
  const accounts = (globalThis as unknown as { walletAccounts: (asked: 'connect' | 'disconnect' | null) => Promise<string[]> }).walletAccounts
  const provider = {
    request: async ({ method, params = [] }: Request): Promise<unknown> => {
      if (method === 'eth_accounts') return await accounts(null)
      if (method === 'eth_requestAccounts') return await accounts('connect')
      if (method === 'wallet_requestPermissions') {
        await accounts('connect')
        return [{ parentCapability: 'eth_accounts' }]
      }
      if (method === 'wallet_revokePermissions') {
        await accounts('disconnect')
        return null
      }
      // A real wallet has its own connection to the chain. So this wallet answers the two requests below itself, even while the site's endpoint is busy.
      if (method === 'eth_chainId') return '0x7a69'
      if (method === 'wallet_switchEthereumChain') return null
      if (method === 'personal_sign' || method === 'eth_signTypedData_v4') {
        const signature = await signByWallet(method, params)
        if (signature === null) throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
        return signature
      }
      const response = await fetch('/api/v1/rpc', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      })
      const { result, error } = (await response.json()) as { result?: unknown; error?: { message: string } }
      if (error !== undefined) throw new Error(error.message)
      return result
    },
    on: () => undefined,
    removeListener: () => undefined,
  }
  const info = {
    uuid: '8f0f1c52-6f0b-4f0e-9b1e-0d8f6a3f7a11',
    name: 'Test Wallet',
    icon: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
    rdns: 'dev.infinitio.test',
  }
  const announce = () => {
    dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }))
  }
  addEventListener('eip6963:requestProvider', announce)
  announce()
}
