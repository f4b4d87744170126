import { address } from '@infinitio/domain'
import { bytesToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ApiKey } from './apiKey.ts'

/** A new session key for an account, from this machine's randomness; nobody else knows it. It may do nothing until the account authorises `key`. */
export function newApiKey({ account }: { account: string }): ApiKey & { readonly key: string } {
  const privateKey = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
  return { account: address(account.toLowerCase()), privateKey, key: privateKeyToAccount(privateKey).address.toLowerCase() }
}
