import { zeroHex32 } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { snapshotMisfit } from './snapshotMisfit.ts'

const key = `0x${'5a'.repeat(32)}`
const stored = {
  state: 'stored',
  renterKey: key,
  sealedKey: { box: '0x01', commitment: `0x${'01'.repeat(32)}` },
  diskBytes: 2 ** 30,
  expiresAt: 1_000,
} as const
const machine = { renterKey: key, diskGib: 1, nowSeconds: 999 }

describe('a lease begins', () => {
  test('if its snapshot is complete and stored, opens with the wallet, and fits to the byte and the second', () => {
    expect(snapshotMisfit(stored, machine)).toBeNull()
    expect(snapshotMisfit(stored, { ...machine, renterKey: null })).toBeNull()
  })

  test.each([
    ['is being copied', { state: 'copying', sealedKey: null, diskBytes: null }, {}, 'snapshot.not_stored'],
    ['ran out', {}, { nowSeconds: 1_000 }, 'snapshot.unknown'],
    ['was made for a move alone', { renterKey: zeroHex32, sealedKey: null }, { renterKey: null }, 'snapshot.key_unusable'],
    ['was made with another wallet', {}, { renterKey: `0x${'5b'.repeat(32)}` }, 'snapshot.key_unusable'],
    ['holds a byte more than the disk', { diskBytes: 2 ** 30 + 1 }, {}, 'snapshot.too_large'],
  ] as const)('not with one that %s', (_why, change, at, misfit) => {
    expect(snapshotMisfit({ ...stored, ...change }, { ...machine, ...at })).toBe(misfit)
  })
})
