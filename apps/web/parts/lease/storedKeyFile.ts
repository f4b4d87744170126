import { type Shelf, storedEntries } from '#web/parts/lease-setup/storedEntries.ts'

type Entry = readonly [publicKey: string, keyFile: string]

const shelfKey = 'infinitio.sshKeyFiles'
const mostKeys = 20

/**
 * Returns the path of the private key that the user typed in this browser for one of the public keys, or null. Leases without known keys share one
 * separate path.
 */
export function storedKeyFile(shelf: Shelf, publicKeys: readonly string[]): string | null {
  const names = namesOf(publicKeys)
  return storedEntries(shelf, shelfKey, isEntry).find(([publicKey]) => names.includes(publicKey))?.[1] ?? null
}

/** Stores the path of a private key for its public keys, in this browser only. It stores at most the newest twenty. */
export function storeKeyFile(shelf: Shelf, { publicKeys, keyFile }: { readonly publicKeys: readonly string[]; readonly keyFile: string }): void {
  const names = namesOf(publicKeys)
  const others = storedEntries(shelf, shelfKey, isEntry).filter(([publicKey]) => !names.includes(publicKey))
  shelf.setItem(shelfKey, JSON.stringify([...names.map((name) => [name, keyFile]), ...others].slice(0, mostKeys)))
}

function namesOf(publicKeys: readonly string[]): readonly string[] {
  return publicKeys.length === 0 ? [''] : publicKeys
}

function isEntry(value: unknown): value is Entry {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
}
