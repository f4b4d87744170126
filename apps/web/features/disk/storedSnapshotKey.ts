import { type Hex32, isHex32 } from '@infinitio/domain'

const keyOf = (account: string) => `infinitio.snapshot-key.${account.toLowerCase()}`

/** The public half of an account's key for snapshots, if this browser has seen it: then the wallet is not asked for it again. */
export function storedSnapshotKey(account: string): Hex32 | null {
  const kept = window.localStorage.getItem(keyOf(account))
  return kept !== null && isHex32(kept) ? kept : null
}

/** Keeps it. It opens nothing. */
export function storeSnapshotKey(account: string, renterKey: Hex32): void {
  window.localStorage.setItem(keyOf(account), renterKey)
}
