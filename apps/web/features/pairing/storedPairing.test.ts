import { expect, test } from 'vitest'
import { storedPairing, storePairing } from '#web/features/pairing/storedPairing.ts'

const pairing = { pairingId: '0x1', browserNonce: '0xb', offer: '{}', confirmed: null }
const nowMs = Date.UTC(2026, 11, 1)

test('returns the part of a pairing that an earlier tab stored, with the confirmed characters', () => {
  const shelf = shelfOf()
  expect(storedPairing(shelf, '0x1')).toBeNull()
  storePairing(shelf, pairing, nowMs)
  storePairing(shelf, { ...pairing, confirmed: 'AB12CD' }, nowMs)
  expect(storedPairing(shelf, '0x1')).toMatchObject({ browserNonce: '0xb', confirmed: 'AB12CD' })
  expect(storedPairing(shelf, '0x2')).toBeNull()
})

test('stores the parts of several links, and deletes them a day later', () => {
  const shelf = shelfOf()
  storePairing(shelf, pairing, nowMs)
  storePairing(shelf, { ...pairing, pairingId: '0x2' }, nowMs + 3_600_000)
  expect(storedPairing(shelf, '0x1')).not.toBeNull()
  storePairing(shelf, { ...pairing, pairingId: '0x3' }, nowMs + 25 * 3_600_000 - 1)
  expect([storedPairing(shelf, '0x1'), storedPairing(shelf, '0x2')]).toMatchObject([null, { pairingId: '0x2' }])
})

test.each(['no JSON', '[{"pairingId":"0x1"}]', '{}'])('returns null for a damaged entry: %s', (text) => {
  expect(storedPairing({ getItem: () => text, setItem: () => {} }, '0x1')).toBeNull()
})

function shelfOf() {
  const values = new Map<string, string>()
  return { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, text: string) => void values.set(key, text) }
}
