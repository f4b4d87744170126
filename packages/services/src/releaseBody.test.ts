import { assetUnits, hex32 } from '@infinitio/domain'
import { describe, expect, it, test } from 'vitest'
import { exampleVoucher } from '../test/examples.ts'
import { readReleaseRequest, readSignedRelease, type SignedRelease, writeSignedRelease } from './releaseBody.ts'

const { payer, key, signature } = exampleVoucher()
const trace = hex32(`0x${'4'.repeat(64)}`)
const release: SignedRelease = {
  serial: 3,
  claim: assetUnits(2n ** 90n),
  voucher: { seq: 7, spent: assetUnits(2n ** 91n), trace, signature },
  signature,
}
const request = { payer, key, serial: 3, signature }
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

describe('the request to close a channel, and its answer', () => {
  it('are read as they were written', () => {
    const usual = { ...request, asset: 'PToken', curve: 'secp256k1' }
    expect(readReleaseRequest(bytes(request))).toEqual(usual)
    expect(readReleaseRequest(bytes({ ...request, asset: 'G' }))).toEqual({ ...usual, asset: 'G' })
    expect(readReleaseRequest(bytes({ ...request, asset: 'ETH' }))).toBeNull()
    expect(readReleaseRequest(bytes({ ...request, curve: 'babyJubJub' }))).toEqual({ ...usual, curve: 'babyJubJub' })
    expect(readReleaseRequest(bytes({ ...request, curve: 'ed25519' }))).toBeNull()
    expect(readSignedRelease(writeSignedRelease(release))).toEqual(release)
    const none = { ...release, voucher: { seq: 0, spent: assetUnits(0n), trace, signature: '0x' } } as const
    expect(readSignedRelease(writeSignedRelease(none))).toEqual(none)
  })

  test.each([{ serial: -1 }, { serial: 2 ** 24 }, { serial: '3' }, { payer: 'x' }, { key: null }, { signature: '0x12' }])(
    'cannot be read with %j',
    (wrong) => {
      expect(readReleaseRequest(bytes({ ...request, ...wrong }))).toBeNull()
    },
  )

  test.each([
    { claim: '-1' },
    { claim: 5 },
    { claim: `${2n ** 96n}` },
    { voucher: null },
    { voucher: { ...release.voucher, spent: '1', seq: 2 ** 32 } },
  ])('cannot be read with %j', (wrong) => {
    expect(readSignedRelease(JSON.stringify({ ...(JSON.parse(writeSignedRelease(release)) as object), ...wrong }))).toBeNull()
  })
})
