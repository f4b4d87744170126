import { type Shelf, storedEntries } from '#web/parts/lease-setup/storedEntries.ts'

const place = 'infinitio.pairings'
const dayMs = 86_400_000

/**
 * The part of a pairing that one browser stores, so that a person who closed the page continues with the same link. It contains no secret of the link. The
 * nonce was made for `offer`, the machine's data as text. `confirmed` is null until the person confirmed the six characters in this browser.
 */
export type StoredPairing = {
  readonly pairingId: string
  readonly browserNonce: string
  readonly offer: string
  readonly confirmed: string | null
}

type Entry = StoredPairing & { readonly atMs: number }

/** Returns the stored part of a pairing, or null if this browser stores none. */
export function storedPairing(shelf: Shelf, pairingId: string): StoredPairing | null {
  return storedEntries(shelf, place, isEntry).find((entry) => entry.pairingId === pairingId) ?? null
}

/**
 * Stores this browser's part of a pairing. Deletes the parts that are older than a day, because their links have ended. `nowMs` is the time in milliseconds.
 */
export function storePairing(shelf: Shelf, pairing: StoredPairing, nowMs: number): void {
  const others = storedEntries(shelf, place, isEntry).filter(
    ({ pairingId, atMs }) => pairingId !== pairing.pairingId && Math.abs(nowMs - atMs) < dayMs,
  )
  shelf.setItem(place, JSON.stringify([...others, { ...pairing, atMs: nowMs } satisfies Entry]))
}

function isEntry(value: unknown): value is Entry {
  const { pairingId, browserNonce, offer, confirmed, atMs } = (value ?? {}) as Partial<Record<keyof Entry, unknown>>
  const texts = [pairingId, browserNonce, offer, confirmed ?? '']
  return texts.every((text) => typeof text === 'string') && typeof atMs === 'number'
}
