import { parseSshKey, type SshKey } from '#web/parts/lease-setup/sshKey.ts'

const place = 'infinitio.sshKeys'
const mostKeys = 10

/** The public keys this browser remembers. What cannot be read any more is left out. */
export function storedSshKeys(): SshKey[] {
  const kept = window.localStorage.getItem(place)
  if (kept === null) return []
  const values = JSON.parse(kept) as { line: string; chosen: boolean }[]
  return values.flatMap(({ line, chosen }) => {
    const key = parseSshKey(line)
    return key === null ? [] : [{ ...key, chosen }]
  })
}

/** Remembers public keys for the next booking, at most ten. Private keys never come here. */
export function storeSshKeys(keys: readonly SshKey[]): void {
  window.localStorage.setItem(place, JSON.stringify(keys.slice(0, mostKeys).map(({ line, chosen }) => ({ line, chosen }))))
}
