import { commitSecrets, type Hex32, isHex32, type Secrets } from '@infinitio/domain'

const place = 'infinitio.secretSalts'
const mostSalts = 100
/** Values remain only in this page's memory, until the user leaves the page. */
const inMemory = new Map<string, Secrets>()

/**
 * Stores the data to submit a signed order's secrets later: the values until the page closes, then only the salt. The salt is needed to verify the
 * values, and it reveals nothing about them.
 */
export function storeSecrets(secrets: Secrets): void {
  const { commitment } = commitSecrets(secrets)
  inMemory.set(commitment, secrets)
  const others = storedSalts().filter(([other]) => other !== commitment)
  window.localStorage.setItem(place, JSON.stringify([...others, [commitment, secrets.salt]].slice(-mostSalts)))
}

/** Returns the secrets of a commitment while the page that created them is open. */
export function secretsInMemory(commitment: string): Secrets | null {
  return inMemory.get(commitment) ?? null
}

/** Returns the salt of a commitment from this browser; null from another browser. */
export function storedSalt(commitment: string): Hex32 | null {
  const salt = storedSalts().find(([other]) => other === commitment)?.[1]
  return salt !== undefined && isHex32(salt) ? salt : null
}

function storedSalts(): [string, string][] {
  const kept = window.localStorage.getItem(place)
  return kept === null ? [] : (JSON.parse(kept) as [string, string][])
}
