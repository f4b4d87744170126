import { commitSecrets, type Hex32, isHex32, type Secrets } from '@infinitio/domain'

const place = 'infinitio.secretSalts'
const mostSalts = 100
/** Values stay in this page's memory, until it is left. */
const inMemory = new Map<string, Secrets>()

/**
 * Keeps what a signed order's secrets can be handed in with later: all of it until the page is left, and after that the salt alone, without which nobody
 * can say whether values are those that were signed. A salt tells nothing of them.
 */
export function storeSecrets(secrets: Secrets): void {
  const { commitment } = commitSecrets(secrets)
  inMemory.set(commitment, secrets)
  const others = storedSalts().filter(([other]) => other !== commitment)
  window.localStorage.setItem(place, JSON.stringify([...others, [commitment, secrets.salt]].slice(-mostSalts)))
}

/** The secrets of a commitment, while the page in which they were written is open. */
export function secretsInMemory(commitment: string): Secrets | null {
  return inMemory.get(commitment) ?? null
}

/** The salt of a commitment that was made in this browser; null in another one. */
export function storedSalt(commitment: string): Hex32 | null {
  const salt = storedSalts().find(([other]) => other === commitment)?.[1]
  return salt !== undefined && isHex32(salt) ? salt : null
}

function storedSalts(): [string, string][] {
  const kept = window.localStorage.getItem(place)
  return kept === null ? [] : (JSON.parse(kept) as [string, string][])
}
