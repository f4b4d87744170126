import { describe, expect, test } from 'vitest'
import { askTermsOf, priceFromText, renewedPrivateAsk } from '#web/features/asks/askTermsOf.ts'

describe('priceFromText', () => {
  test('reads PT per hour into units per second, rounded down', () => {
    expect(priceFromText('3.6')).toBe(1_000_000_000_000_000n)
    expect(priceFromText('1')).toBe(277_777_777_777_777n)
  })

  test('rejects text that is not a price, and a price of zero', () => {
    expect(priceFromText('free')).toBeNull()
    expect(priceFromText('0')).toBeNull()
    expect(priceFromText('')).toBeNull()
  })
})

describe('askTermsOf', () => {
  const hex = (digit: string, length: number) => `0x${digit.repeat(length)}`
  const terms = (ask: object | null, chosen: { transferable?: boolean } = {}, maintenance: object[] = []) =>
    askTermsOf({
      node: { node: hex('c', 64), gpus: 8, latestAsk: ask, maintenance } as unknown as Parameters<typeof askTermsOf>[0]['node'],
      pricePerGpuSecond: 5n,
      nonce: 9n,
      provider: hex('b', 40),
      chain: { chainNow: 1_000, feeBps: 25 },
      ...chosen,
    })

  test('keeps the terms of the latest ask and changes the price', () => {
    const ask = terms({ minDurationSeconds: 60, maxDurationSeconds: 120, noticeSeconds: 30, trialSeconds: 0 })
    expect([ask.minDurationSeconds, ask.maxDurationSeconds, ask.noticeSeconds, ask.trialSeconds]).toEqual([60n, 120n, 30n, 0n])
    expect([ask.pricePerGpuSecond, ask.nonce]).toEqual([5n, 9n])
  })

  test('lists a node that never had an ask on the usual terms', () => {
    expect(terms(null).trialSeconds).toBe(300n)
  })

  test('lists a real machine as a whole, unless its latest ask lists parts', () => {
    const latest = { minDurationSeconds: 60, maxDurationSeconds: 120, noticeSeconds: 30, trialSeconds: 0 }
    expect([terms(null), terms({ ...latest, minGpus: 8 }), terms({ ...latest, minGpus: 2 })].map((ask) => [ask.minGpus, ask.maxGpus])).toEqual([
      [8, 8],
      [8, 8],
      [2, 8],
    ])
  })

  test('offers no time of the next planned maintenance', () => {
    expect(terms(null, {}, [{ from: 90_000, until: 93_600 }]).availableUntil).toBe(90_000n)
    const during = terms(null, {}, [{ from: 900, until: 3_600 }])
    expect([during.availableFrom, during.availableUntil]).toEqual([3_600n, 1_000n + 28n * 86_400n])
  })

  test('sets transferable as in the latest ask, or as chosen now', () => {
    const latest = { minDurationSeconds: 60, maxDurationSeconds: 120, noticeSeconds: 30, trialSeconds: 0, transferable: true }
    expect(
      [terms(null), terms(latest), terms(latest, { transferable: false }), terms(null, { transferable: true })].map((ask) => ask.transferable),
    ).toEqual([false, true, false, true])
  })
})

test('renews an offer to one account with its own price, GPUs and limits, not those of the machine or its newest ask', () => {
  const account = `0x${'a'.repeat(40)}`
  const limits = {
    minGpus: 1,
    maxGpus: 2,
    minDurationSeconds: 120,
    maxDurationSeconds: 7_200,
    noticeSeconds: 60,
    trialSeconds: 0,
    transferable: false,
  }
  const node = {
    node: `0x${'c'.repeat(64)}`,
    gpus: 8,
    latestAsk: { ...limits, maxGpus: 8, minDurationSeconds: 600, transferable: true },
    maintenance: [],
  }
  const parts = { nonce: 9n, provider: `0x${'b'.repeat(40)}`, chain: { chainNow: 1_000, feeBps: 25 } }
  const terms = { ...limits, pricePerGpuSecond: '7', privateRenter: account }
  const ask = renewedPrivateAsk({ node, terms, ...parts } as unknown as Parameters<typeof renewedPrivateAsk>[0])
  expect(ask).toMatchObject({
    pricePerGpuSecond: 7n,
    privateRenter: account,
    minGpus: 1,
    maxGpus: 2,
    minDurationSeconds: 120n,
    maxDurationSeconds: 7_200n,
    transferable: false,
  })
  expect(ask.expiry).toBe(1_000n + 28n * 86_400n)
})
