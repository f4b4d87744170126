import { leaseAccessLimits } from '@infinitio/domain'
import { parseSshKey, type SshKey } from '#web/parts/lease-setup/sshKey.ts'

const place = 'infinitio.sshKeys'

/** Returns the public keys that this browser stores, without unreadable ones. */
export function storedSshKeys(): SshKey[] {
  const kept = window.localStorage.getItem(place)
  if (kept === null) return []
  const values = JSON.parse(kept) as { line: string; chosen: boolean }[]
  return values.flatMap(({ line, chosen }) => {
    const key = parseSshKey(line)
    return key === null ? [] : [{ ...key, chosen }]
  })
}

/** Stores at most ten public keys for the next lease. Private keys are never stored here. */
export function storeSshKeys(keys: readonly SshKey[]): void {
  window.localStorage.setItem(place, JSON.stringify(keys.slice(0, leaseAccessLimits.sshKeys).map(({ line, chosen }) => ({ line, chosen }))))
}

/** Adds a public key to the stored ones, so that other leases and later checkouts offer it. It is the first, because only ten are stored. */
export function rememberSshKey(key: SshKey): void {
  storeSshKeys([key, ...storedSshKeys().filter(({ line }) => line !== key.line)])
}
