import { bps, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { pricingRuleWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { draftOf, firstDraft, readDraft, type RuleDraft, rulePresets } from '#web/features/pricing/ruleDraft.ts'
import { weekRuns } from '#web/features/pricing/weekRuns.ts'

const prices = { base: '0.4', floor: '0.2', ceiling: '1.2' }
const first = firstDraft(prices, 'middle')

/** Returns the path of the wrong field of a draft; returns null if the draft is valid. */
function wrongOf(change: Partial<RuleDraft>): string | null {
  const read = readDraft({ ...first, ...change })
  return 'wrong' in read ? read.wrong : null
}

describe('the draft of a rule', () => {
  test('creates a file from which it can be read again', () => {
    const schedule = [{ days: ['mon' as const, 'fri' as const], fromHour: '8', untilHour: '20', percent: '110' }]
    for (const draft of [
      first,
      { ...first, schedule, utilisation: { ...first.utilisation, on: true }, electricity: { ...first.electricity, on: true } },
    ]) {
      const read = readDraft(draft)
      if ('wrong' in read) throw new Error(read.wrong)
      expect(draftOf(pricingRuleWire.parse(JSON.parse(read.file)))).toEqual(draft)
    }
  })

  test('is valid for each rule with which a provider can begin', () => {
    for (const preset of rulePresets) expect('plan' in readDraft(firstDraft(prices, preset)), preset).toBe(true)
    expect(firstDraft(prices, 'busy').utilisation).toMatchObject({ on: true, target: '85' })
    expect(firstDraft(prices, 'nights').schedule.map(({ fromHour, untilHour, days }) => [fromHour, untilHour, days.length])).toEqual([
      ['0', '6', 7],
      ['22', '24', 7],
    ])
  })

  test('names the field that is not valid, only of parts that are on', () => {
    expect(wrongOf({})).toBeNull()
    expect(wrongOf({ floor: 'cheap' })).toBe('floorPtPerHour')
    expect(wrongOf({ market: { on: true, percentile: '101' } })).toBe('market.percentile')
    expect(wrongOf({ market: { on: false, percentile: '101' } })).toBeNull()
    expect(wrongOf({ utilisation: { ...first.utilisation, on: true, hours: '' } })).toBe('utilisation.hours')
    expect(wrongOf({ electricity: { ...first.electricity, on: true, watts: '4.5' } })).toBe('electricity.wattsPerGpu')
    expect(wrongOf({ schedule: [{ days: [], fromHour: '0', untilHour: '24', percent: '100' }] })).toBe('schedule.0.days')
    expect(wrongOf({ minutes: '0' })).toBe('change.minutes')
  })
})

describe('the week of a rule', () => {
  test('joins hours with the same price', () => {
    const schedule = [{ days: ['mon' as const], fromHour: '8', untilHour: '20', percent: '150' }]
    const read = readDraft({ ...first, schedule })
    if ('wrong' in read) throw new Error(read.wrong)
    const monday = 1_795_996_800
    const state = { now: unixSeconds(BigInt(monday)), feeBps: bps(25n), offers: [], utilisationBps: null }
    const runs = weekRuns(read.plan.rule, state)
    expect(runs.map(({ from, until }) => [(from - monday) / 3_600, (until - monday) / 3_600])).toEqual([
      [0, 8],
      [8, 20],
      [20, 168],
    ])
    expect(runs.map(({ steps }) => steps.length)).toEqual([1, 2, 1])
    expect(weekRuns({ ...read.plan.rule, floorPricePerGpuSecond: pTokenUnits(2n ** 90n) }, state)).toEqual([])
  })
})
