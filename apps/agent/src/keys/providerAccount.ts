import { readFile } from 'node:fs/promises'
import { simulatedProviderKey } from '@infinitio/domain'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/** A provider's key and account. */
export type ProviderAccount = { privateKey: `0x${string}`; account: PrivateKeyAccount }

/** Reads the provider key (`0x` and 64 hex digits). Rejects when the file holds anything else. */
export async function loadProviderAccount(file: string): Promise<ProviderAccount> {
  const text = (await readFile(file, 'utf8')).trim()
  if (!/^0x[0-9a-fA-F]{64}$/.test(text)) throw new Error(`${file} does not hold a key (0x and 64 hex digits)`)
  return { privateKey: text as `0x${string}`, account: privateKeyToAccount(text as `0x${string}`) }
}

/** Derives the account of a simulated provider from the main key and a name, so that one key file serves all of them. */
export function derivedProvider(main: ProviderAccount, name: string): ProviderAccount {
  const privateKey = simulatedProviderKey(main.privateKey, name)
  return { privateKey, account: privateKeyToAccount(privateKey) }
}
