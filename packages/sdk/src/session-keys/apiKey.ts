import { address, type Address } from '@infinitio/domain'
import { bytesToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { refusal } from '../transport/refusal.ts'

/** An API key: a session key's secret, and the account that it acts for. */
export type ApiKey = { readonly account: Address; readonly privateKey: `0x${string}` }

const prefix = 'infk_'
const form = /^infk_([0-9a-fA-F]{40})([0-9a-fA-F]{64})$/

/** An API key as one word, to keep in a secret store or in `INFINITIO_KEY`. Whoever has it has what the session key may do. */
export function apiKeyText({ account, privateKey }: ApiKey): string {
  return `${prefix}${account.slice(2)}${privateKey.slice(2)}`.toLowerCase()
}

/** Reads an API key. Throws `wallet.key_unreadable` without a word of what was read. */
export function readApiKey(text: string): ApiKey {
  const [, account, secret] = form.exec(text.trim()) ?? []
  if (account === undefined || secret === undefined) throw refusal('wallet.key_unreadable', { detail: 'an API key is infk_ and 104 hex digits' })
  return { account: address(`0x${account}`.toLowerCase()), privateKey: `0x${secret.toLowerCase()}` }
}

/** A new session key for an account, from this machine's randomness; nobody else knows it. It may do nothing until the account authorises `key`. */
export function newApiKey({ account }: { account: string }): ApiKey & { readonly key: string } {
  const privateKey = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
  return { account: address(account.toLowerCase()), privateKey, key: privateKeyToAccount(privateKey).address.toLowerCase() }
}
