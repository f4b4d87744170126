import { bps, durationSeconds, engineExecutor, type Mandate, nodeId, pTokenUnits, unixSeconds, workloadHash, zeroAddress } from '@infinitio/domain'
import { type Hex, size, slice } from 'viem'
import { describe, expect, test } from 'vitest'
import { type SettleItem, settleItemToChain } from './settleItem.ts'

const word = (digit: string): Hex => `0x${digit.repeat(64)}`
const signature = (digit: string): Hex => `0x${digit.repeat(130)}`
const [provider, renter] = [`0x${'a1'.repeat(20)}`, `0x${'b2'.repeat(20)}`] as const

const item: SettleItem = {
  ask: {
    provider: provider as SettleItem['ask']['provider'],
    node: nodeId(word('c')),
    pricePerGpuSecond: pTokenUnits(0xd3n),
    minGpus: 1,
    maxGpus: 8,
    minDurationSeconds: durationSeconds(60n),
    maxDurationSeconds: durationSeconds(86_400n),
    availableFrom: unixSeconds(0n),
    availableUntil: unixSeconds(2_000_000_000n),
    maxFeeBps: bps(25n),
    noticeSeconds: durationSeconds(0n),
    trialSeconds: durationSeconds(300n),
    privateRenter: zeroAddress,
    transferable: true,
    executor: engineExecutor,
    nonce: 7n,
    expiry: unixSeconds(0xe4e4e4e4e4n),
  },
  askSignature: signature('1'),
  bid: {
    renter: renter as SettleItem['bid']['renter'],
    classMask: 16n,
    regionMask: 2n,
    minVramGib: 80,
    minTier: 0,
    minReliabilityBps: bps(9_000n),
    node: nodeId(word('0')),
    gpus: 3,
    minGpusPerNode: 1,
    allOrNothing: true,
    cluster: false,
    durationSeconds: durationSeconds(7_200n),
    startFrom: unixSeconds(0n),
    startUntil: unixSeconds(2_000_000_000n),
    maxPricePerGpuSecond: pTokenUnits(10n ** 14n),
    maxRelayFee: pTokenUnits(10n ** 15n),
    timeInForce: 2,
    workloadHash: workloadHash(word('f')),
    maxFeeBps: bps(25n),
    executor: engineExecutor,
    nonce: 9n,
    expiry: unixSeconds(0xf5f5f5f5f5n),
  },
  bidSignature: signature('2'),
  mandate: null,
  gpus: 3,
  start: unixSeconds(0x0102030405n),
  relayFee: pTokenUnits(0x0607n),
}

const mandate: Mandate = {
  provider: provider as Mandate['provider'],
  node: nodeId(word('c')),
  minPricePerGpuSecond: pTokenUnits(1n),
  maxDurationSeconds: durationSeconds(86_400n),
  maxTrialSeconds: durationSeconds(300n),
  minNoticeSeconds: durationSeconds(0n),
  maxNoticeSeconds: durationSeconds(600n),
  availableUntil: unixSeconds(2_000_000_000n),
  flags: 3,
  until: unixSeconds(2_000_000_000n),
  nonce: 0xa6a6n,
}

describe('an item of a settle', () => {
  test('contains the fill, both orders and both signatures without padding', () => {
    const packed = settleItemToChain(item)
    expect(size(packed)).toBe(401 + 2 * 65)
    expect(slice(packed, 0, 22)).toBe(`0x03${'0102030405'}${'0607'.padStart(24, '0')}00410041`)
    expect(slice(packed, 22, 42)).toBe(provider)
    expect(slice(packed, 42, 74)).toBe(word('c'))
    expect(slice(packed, 22 + 114, 22 + 115), 'transferable').toBe('0x01')
    expect(slice(packed, 165, 170), 'expiry of the ask').toBe('0xe4e4e4e4e4')
    expect(slice(packed, 170, 190)).toBe(renter)
    expect(slice(packed, 170 + 123, 170 + 125), 'allOrNothing and cluster').toBe('0x0100')
    expect(slice(packed, 396, 401), 'expiry of the bid').toBe('0xf5f5f5f5f5')
    expect(slice(packed, 401, 466)).toBe(item.askSignature)
    expect(slice(packed, 466)).toBe(item.bidSignature)
  })

  test('ends with the mandate and its signature when the key of the node signed the ask', () => {
    const packed = settleItemToChain({ ...item, mandate: { mandate, signature: signature('3') } })
    expect(size(packed)).toBe(401 + 3 * 65 + 99)
    expect(slice(packed, 0, 531)).toBe(settleItemToChain(item))
    expect(slice(packed, 531, 551)).toBe(provider)
    expect(slice(packed, 531 + 91, 630), 'nonce of the mandate').toBe(`0x${'a6a6'.padStart(16, '0')}`)
    expect(slice(packed, 630)).toBe(signature('3'))
  })

  test('is refused when a value does not fit its signed field', () => {
    expect(() => settleItemToChain({ ...item, gpus: 256 })).toThrow()
    expect(() => settleItemToChain({ ...item, bid: { ...item.bid, minVramGib: 65_536 } })).toThrow()
    expect(() => settleItemToChain({ ...item, ask: { ...item.ask, nonce: 2n ** 64n } })).toThrow()
    expect(() => settleItemToChain({ ...item, bidSignature: `0x${'00'.repeat(65_536)}` })).toThrow()
  })
})
