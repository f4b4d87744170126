import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLogger } from '@infinitio/process'
import { refusal } from '@infinitio/sdk'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type ApplyRule, followPriceRule, isDue } from './followPriceRule.ts'
import { readLastLook, readPriceRule, removePriceRule, type RuleLook, writePriceRule } from './priceRule.ts'
import { ruleAsked } from './ruleAsked.ts'
import { ruleText } from './ruleText.ts'

const logger = createLogger({ room: 'test' }, { write: () => {} })
const minutes = 60
const text = JSON.stringify({
  basePtPerHour: '1',
  floorPtPerHour: '0.5',
  ceilingPtPerHour: '3',
  electricity: null,
  market: null,
  utilisation: null,
  schedule: [],
  change: { stepPercent: 5, minutes: 30 },
})
const changed = { state: 'changed', from: '1', to: '2', code: null, detail: '' } as const

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'infinitio-price-rule-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

describe('a price rule of a machine', () => {
  test('is applied as often as it says, and again at once after a new rule', async () => {
    const dataDir = await folder()
    const looks: number[] = []
    const look = (now: number) =>
      followPriceRule({ dataDir, now, logger }, async () => {
        looks.push(now)
        return changed
      })
    await look(0)
    expect(looks).toEqual([])
    await writePriceRule(dataDir, text)
    for (const now of [10, 20, 30, 40, 69, 70].map((minute) => minute * minutes)) await look(now)
    expect(looks).toEqual([10 * minutes, 40 * minutes, 70 * minutes])
    expect(await readLastLook(dataDir)).toEqual({ at: 70 * minutes, ...changed })
    await writePriceRule(dataDir, text)
    await look(71 * minutes)
    expect(looks.at(-1)).toBe(71 * minutes)
  })

  test('never stops a listing: a refusal and a damaged rule are stored, and a market that does not answer is asked again', async () => {
    const dataDir = await folder()
    await writePriceRule(dataDir, text)
    const fail: ApplyRule = async () => {
      throw refusal('api.unreachable', { detail: 'away' })
    }
    await followPriceRule({ dataDir, now: 1, logger }, fail)
    expect(await readLastLook(dataDir)).toBeNull()
    await followPriceRule({ dataDir, now: 2, logger }, async () => {
      throw refusal('order.pricing_floor_above_ceiling', { detail: 'electricity' })
    })
    expect(await readLastLook(dataDir)).toMatchObject({ at: 2, state: 'refused', code: 'order.pricing_floor_above_ceiling' })
    await writeFile(path.join(dataDir, 'price-rule.json'), '{}')
    await followPriceRule({ dataDir, now: 3, logger }, async () => changed)
    expect(await readLastLook(dataDir)).toMatchObject({ at: 3, state: 'refused', code: 'order.pricing_rule_invalid', detail: 'basePtPerHour' })
  })

  test('is due at first, after its minutes, and if the clock of the chain was set back', () => {
    const last = (at: number) => ({ at, ...changed }) as RuleLook
    const at = { plan: { leastMinutes: 10 }, now: 10_000 }
    expect([null, last(10_001), last(9_400), last(9_430), last(9_431)].map((one) => isDue(one, at))).toEqual([true, true, true, true, false])
  })

  test('is stored from a file, deleted by the word off, and refused if it can set no price', async () => {
    const [dataDir, other] = [await folder(), await folder()]
    const file = path.join(other, 'rule.json')
    await writeFile(file, text)
    expect(await ruleAsked(null, { feeBps: 25 })).toBeNull()
    await (await ruleAsked(file, { feeBps: 25 }))?.(dataDir)
    expect(await readPriceRule(dataDir)).toMatchObject({ leastMinutes: 30, stepBps: 500n })
    await (await ruleAsked('off', { feeBps: null }))?.(dataDir)
    expect([await readPriceRule(dataDir), await readdir(dataDir)]).toEqual([null, []])
    await writeFile(file, text.replace('"0.5"', '"3.5"'))
    await expect(ruleAsked(file, { feeBps: 25 })).rejects.toMatchObject({ code: 'order.pricing_floor_above_ceiling' })
    await expect(ruleAsked(path.join(other, 'none.json'), { feeBps: 25 })).rejects.toMatchObject({
      code: 'order.pricing_rule_invalid',
      detail: expect.stringContaining('ENOENT'),
    })
    await expect(writePriceRule(dataDir, '{}')).rejects.toMatchObject({ code: 'order.pricing_rule_invalid' })
    await removePriceRule(dataDir)
  })

  test('is described with its price and time', () => {
    const look = { at: 1_796_000_000, ...changed, from: '25000000000000', to: '50000000000000' }
    expect(ruleText(null)).toContain('within 10 minutes')
    expect(ruleText(look)).toMatch(/^0\.090* PT per GPU-hour became 0\.180* PT per GPU-hour by the rule, 20\d\d-.*Z$/)
    expect(ruleText({ ...look, state: 'refused', code: 'order.mandate_price_too_low', detail: 'x' })).toContain('(order.mandate_price_too_low)')
  })
})
