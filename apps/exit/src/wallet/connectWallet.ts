import { type Address, parseAddress, refusal } from '@infinitio/sdk/exit'
import type { EIP1193Provider } from 'viem'

/** Asks a wallet for its account. Throws `wallet.rejected` when the person declines, `wallet.not_connected` when the wallet returns no account. */
export async function connectWallet(provider: EIP1193Provider): Promise<Address> {
  const accounts = await provider.request({ method: 'eth_requestAccounts' }).catch(declined)
  const account = parseAddress(accounts[0] ?? '')
  if (account === null) throw refusal('wallet.not_connected', { detail: 'the wallet named no account' })
  return account
}

const userRejected = 4_001

/** Throws `wallet.rejected` if the person declined. Otherwise throws the wallet's error unchanged. */
export function declined(error: unknown): never {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  if (code === userRejected) throw refusal('wallet.rejected', { detail: 'the wallet said no' })
  throw error
}
