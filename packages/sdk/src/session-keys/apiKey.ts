import { address, type Address } from '@infinitio/domain'
import { bytesToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { refusal } from '../transport/refusal.ts'

/** An API key: the account, and the private key of one of its session keys. */
export type ApiKey = { readonly account: Address; readonly privateKey: `0x${string}` }

const prefix = 'infk_'
const form = /^infk_([0-9a-fA-F]{40})([0-9a-fA-F]{64})$/

/** Writes an API key as one word, for a secret store or `INFINITIO_KEY`. Anyone who has it can use all rights of the session key. */
export function apiKeyText({ account, privateKey }: ApiKey): string {
  return `${prefix}${account.slice(2)}${privateKey.slice(2)}`.toLowerCase()
}

/** Parses an API key. Throws `wallet.key_unreadable` without repeating the input. */
export function readApiKey(text: string): ApiKey {
  const [, account, secret] = form.exec(text.trim()) ?? []
  if (account === undefined || secret === undefined) {
    const detail = text.trim() === '' ? 'the API key is empty: set INFINITIO_KEY' : 'an API key is infk_ and 104 hex digits'
    throw refusal('wallet.key_unreadable', { detail })
  }
  return { account: address(`0x${account}`.toLowerCase()), privateKey: `0x${secret.toLowerCase()}` }
}

/** Generates a new session key for an account, with random numbers of this computer. It has no rights until the account authorises the address `key`. */
export function newApiKey({ account }: { account: string }): ApiKey & { readonly key: string } {
  const privateKey = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
  return { account: address(account.toLowerCase()), privateKey, key: privateKeyToAccount(privateKey).address.toLowerCase() }
}
