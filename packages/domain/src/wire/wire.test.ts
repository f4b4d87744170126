import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  address,
  askFromWire,
  askToWire,
  askWire,
  bidFromWire,
  bidToWire,
  bidWire,
  eventTopicsWire,
  leaseTermsFromWire,
  leaseTermsToWire,
  leaseTermsWire,
  signInMessage,
  uint96,
} from './index.ts'

const uint = (bits: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n }).map(String)
const int = (min: number, max: number) => fc.integer({ min, max })
const hexOf = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value) => `0x${Buffer.from(value).toString('hex')}`)
const uint40 = fc.maxSafeInteger().map((value) => Math.abs(value) % 2 ** 40)
const uint32 = fc.maxSafeInteger().map((value) => Math.abs(value) % 2 ** 32)

const asks = fc.record({
  provider: hexOf(20),
  node: hexOf(32),
  pricePerGpuSecond: uint(96),
  minGpus: int(1, 15),
  maxGpus: int(1, 15),
  minDurationSeconds: uint32,
  maxDurationSeconds: uint32,
  availableFrom: uint40,
  availableUntil: uint40,
  maxFeeBps: int(0, 10_000),
  noticeSeconds: uint32,
  trialSeconds: uint32,
  privateRenter: hexOf(20),
  transferable: fc.boolean(),
  executor: hexOf(20),
  nonce: uint(64),
  expiry: uint40,
})
const bids = fc.record({
  renter: hexOf(20),
  classMask: uint(256),
  regionMask: uint(256),
  minVramGib: int(0, 65_535),
  minTier: int(0, 255),
  minReliabilityBps: int(0, 10_000),
  node: hexOf(32),
  gpus: int(1, 254),
  minGpusPerNode: int(0, 255),
  allOrNothing: fc.boolean(),
  cluster: fc.boolean(),
  durationSeconds: int(1, 2 ** 31),
  startFrom: uint40,
  startUntil: uint40,
  maxPricePerGpuSecond: uint(96),
  maxRelayFee: uint(96),
  timeInForce: int(0, 3),
  workloadHash: hexOf(32),
  maxFeeBps: int(0, 10_000),
  executor: hexOf(20),
  nonce: uint(64),
  expiry: uint40,
})
const terms = fc.record({
  renter: hexOf(20),
  provider: hexOf(20),
  node: hexOf(32),
  hostKey: hexOf(32),
  pricePerGpuSecond: uint(96),
  gpus: int(1, 15),
  start: uint40,
  durationSeconds: uint32,
  noticeSeconds: uint32,
  trialSeconds: uint32,
  feeBps: int(0, 10_000),
  flags: int(0, 255),
  askNonce: uint(64),
  askMaxDurationSeconds: uint32,
  askAvailableUntil: uint40,
  workloadHash: hexOf(32),
})

describe('the wire', () => {
  test('restores every ask, bid and lease unchanged', () => {
    fc.assert(
      fc.property(asks, (ask) => {
        expect(askToWire(askFromWire(askWire.parse(ask)))).toEqual(ask)
      }),
      { seed: 1 },
    )
    fc.assert(
      fc.property(bids, (bid) => {
        expect(bidToWire(bidFromWire(bidWire.parse(bid)))).toEqual(bid)
      }),
      { seed: 2 },
    )
    fc.assert(
      fc.property(terms, (value) => {
        expect(leaseTermsToWire(leaseTermsFromWire(leaseTermsWire.parse(value)))).toEqual(value)
      }),
      { seed: 3 },
    )
  })

  test.each(['', '-1', '01', '1.0', '1e3', ' 1', '0x1', (2n ** 96n).toString(), '9'.repeat(200), 5, null])('rejects %j as an amount', (value) => {
    expect(uint96.safeParse(value).success).toBe(false)
  })

  test('accepts the largest amount of its width', () => {
    expect(uint96.parse((2n ** 96n - 1n).toString())).toBe('79228162514264337593543950335')
  })

  test('accepts up to 20 known topics and no others', () => {
    expect(eventTopicsWire.safeParse('listings,tasks,wallet,lease:12,hold:00000000-0000-4000-8000-000000000000').success).toBe(true)
    for (const bad of ['', 'listings,', 'lease:x', `lease:${'9'.repeat(19)}`, Array.from({ length: 21 }, () => 'listings').join(',')])
      expect(eventTopicsWire.safeParse(bad).success).toBe(false)
  })

  test('writes the sign-in message of EIP-4361, the account with its checksum', () => {
    const facts = {
      nonce: 'abcdefgh',
      domain: 'localhost:3000',
      uri: 'http://localhost:3000',
      chainId: 31_337,
      statement: 'Sign in.',
      issuedAt: '2026-01-01T00:00:00.000Z',
      expirationTime: '2026-01-01T00:05:00.000Z',
    }
    expect(signInMessage({ account: '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed', facts })).toBe(
      'localhost:3000 wants you to sign in with your Ethereum account:\n0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\n\nSign in.\n\nURI: http://localhost:3000\nVersion: 1\nChain ID: 31337\nNonce: abcdefgh\nIssued At: 2026-01-01T00:00:00.000Z\nExpiration Time: 2026-01-01T00:05:00.000Z',
    )
  })
})

describe('an address', () => {
  const checksummed = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

  test('is parsed to lower case, with a checksum or in one case (L10)', () => {
    const expected = checksummed.toLowerCase()
    for (const text of [checksummed, expected, `0x${checksummed.slice(2).toUpperCase()}`]) expect(address.parse(text)).toBe(expected)
  })

  test('is refused with a wrong checksum', () => {
    expect(address.safeParse(checksummed.replace('Fb', 'fB')).success).toBe(false)
    expect(address.safeParse(checksummed.slice(0, -1)).success).toBe(false)
  })
})
