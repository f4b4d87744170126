import { type Hex32, isHex32 } from '@infinitio/domain'

const keyOf = (account: string) => `infinitio.snapshot-key.${account.toLowerCase()}`

/** Returns the account's public snapshot key that this browser stored, or null. With a stored key, the wallet need not be asked again. */
export function storedSnapshotKey(account: string): Hex32 | null {
  const kept = window.localStorage.getItem(keyOf(account))
  return kept !== null && isHex32(kept) ? kept : null
}

/** Stores the account's public snapshot key in this browser. The key cannot decrypt anything. */
export function storeSnapshotKey(account: string, renterKey: Hex32): void {
  window.localStorage.setItem(keyOf(account), renterKey)
}
