import { commitSecrets, type Hex32, isHex32, type Secrets } from '@infinitio/domain'

const place = 'infinitio.secretSalts'
const mostSalts = 100
/**
 * The secrets of signed orders, by their commitment (a hash of the secrets, which the workload contains). They are only in the memory of this page, so they are
 * lost when the user leaves it.
 */
const inMemory = new Map<string, Secrets>()

/**
 * Stores the data with which the secrets of a signed order can be submitted later. The values are stored until the page closes. The salt stays in this browser,
 * so that values that the user types again can be verified; the salt reveals nothing about them.
 */
export function storeSecrets(secrets: Secrets): void {
  const { commitment } = commitSecrets(secrets)
  inMemory.set(commitment, secrets)
  const others = storedSalts().filter(([other]) => other !== commitment)
  window.localStorage.setItem(place, JSON.stringify([...others, [commitment, secrets.salt]].slice(-mostSalts)))
}

/** Returns the secrets that belong to a commitment, as long as the page that created them is open; null afterwards. */
export function secretsInMemory(commitment: string): Secrets | null {
  return inMemory.get(commitment) ?? null
}

/** Returns the salt with which this browser made a commitment; null if another browser made it. */
export function storedSalt(commitment: string): Hex32 | null {
  const salt = storedSalts().find(([other]) => other === commitment)?.[1]
  return salt !== undefined && isHex32(salt) ? salt : null
}

function storedSalts(): [string, string][] {
  const kept = window.localStorage.getItem(place)
  return kept === null ? [] : (JSON.parse(kept) as [string, string][])
}
