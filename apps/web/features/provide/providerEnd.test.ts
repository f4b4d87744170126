import { describe, expect, test } from 'vitest'
import { fixtureLease, fixturePrice, fixtureStart } from '#web/parts/lease/fixtureLease.ts'
import { providerEnd } from '#web/features/provide/providerEnd.ts'

const hour = fixturePrice * 2n * 3_600n
const rich = { bonded: hour * 24n, bondPerGpu: fixturePrice * 86_400n }

describe('providerEnd', () => {
  test('pays the used time, refunds the rest, and takes an hour of the price for each GPU from the bond', () => {
    const end = providerEnd(fixtureLease({ noticeSeconds: 60 }), { now: fixtureStart + 110, ...rich })
    expect(end).toMatchObject({ billedSeconds: 100, pay: fixturePrice * 2n * 100n, fees: { renterFee: 500n, providerFee: 500n }, compensation: hour })
    expect(end.pay + end.fees.renterFee + end.refund).toBe(7_218_000n)
  })

  test('costs no more than the bond', () => {
    expect(providerEnd(fixtureLease({}), { now: fixtureStart + 110, bonded: 7n, bondPerGpu: null }).compensation).toBe(7n)
  })

  test('costs no more than 1/24 of the bond of each GPU', () => {
    const cheap = { ...rich, bondPerGpu: 240n }
    expect(providerEnd(fixtureLease({}), { now: fixtureStart + 110, ...cheap }).compensation).toBe(20n)
    expect(providerEnd(fixtureLease({}), { now: fixtureStart + 110, ...rich, bondPerGpu: null }).compensation).toBe(hour)
  })

  test('pays nothing within the trial, but still compensates', () => {
    expect(providerEnd(fixtureLease({ trialSeconds: 300 }), { now: fixtureStart + 110, ...rich })).toMatchObject({ pay: 0n, compensation: hour })
  })

  test('refunds everything before the machine is ready, and is free within two minutes of a spot lease', () => {
    const booked = fixtureLease({ state: 'booked', ready: null })
    expect(providerEnd(booked, { now: fixtureStart + 120, ...rich })).toMatchObject({ pay: 0n, refund: 7_218_000n, compensation: 0n })
    expect(providerEnd(booked, { now: fixtureStart + 121, ...rich }).compensation).toBe(hour)
    expect(providerEnd(fixtureLease({ state: 'booked', ready: null, flags: 0 }), { now: fixtureStart - 9, ...rich }).compensation).toBe(hour)
  })

  test('never counts time before the machine was ready, even if the clock is behind', () => {
    expect(providerEnd(fixtureLease({}), { now: fixtureStart + 9, ...rich })).toMatchObject({ billedSeconds: 0, pay: 0n })
  })
})
