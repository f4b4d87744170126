import type { Address, Hex32 } from '@infinitio/domain'
import { address, hex32, isHex32 } from '@infinitio/domain'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'

const placeOf = (jobId: string): string => `infinitio.submitKey.${jobId}`

/**
 * Returns the account of the key with which this browser submits the steps of a private job, or null. The key is only in this browser: the key file of the job
 * does not contain it. The task pool lets it spend up to the limit that the owner approved, so the browser deletes it when the job is over.
 */
export function storedSubmitKey(jobId: string): ReturnType<typeof privateKeyToAccount> | null {
  const stored = window.localStorage.getItem(placeOf(jobId))
  return stored !== null && isHex32(stored) ? privateKeyToAccount(stored) : null
}

/** Returns the address of the submitting key of a private job. Makes and stores the key first, if this browser has none. */
export function submitKeyOf(jobId: string): Address {
  if (storedSubmitKey(jobId) === null) window.localStorage.setItem(placeOf(jobId), hex32(generatePrivateKey()) satisfies Hex32)
  return address((storedSubmitKey(jobId)?.address ?? '').toLowerCase())
}

/** Deletes the submitting key of a private job from this browser. A later order of the job, such as a further attempt, needs a signature of its owner. */
export function dropSubmitKey(jobId: string): void {
  window.localStorage.removeItem(placeOf(jobId))
}
