import { checkLimits, hex32, serviceId } from '@infinitio/domain'
import { testCandidate } from '@infinitio/services/test'
import { expect, it } from 'vitest'
import { checkedModels } from './checkedModels.ts'
import { checkSettingsOf } from './checkSettingsOf.ts'
import { answersOf, isReady, noteAnswer, startCheck, takeDue, timesOf } from './runningCheck.ts'

const secret = hex32(`0x${'7'.repeat(64)}`)
const services = [1, 2, 3, 4].map((n) => testCandidate(n).service)
const head = hex32(`0x${'a'.repeat(64)}`)

it('asks each service when its time has come, and only once', () => {
  const check = startCheck({ model: 'tiny', services }, { secret, slot: 1, seconds: 120 })
  const all = check.open.length
  const early = takeDue(check, 30)
  expect(early.every(({ second }) => second <= 30)).toBe(true)
  const late = takeDue(check, 119)
  expect(early.length + late.length).toBe(all)
  expect(takeDue(check, 119)).toEqual([])
})

it('reports when all were asked, or when the check is nearly over', () => {
  const check = startCheck({ model: 'tiny', services }, { secret, slot: 1, seconds: 120 })
  expect(isReady(check, { second: 10, seconds: 120 })).toBe(false)
  expect(isReady(check, { second: 110, seconds: 120 })).toBe(true)
  const [first] = takeDue(check, 119)
  if (first === undefined) throw new Error('a service is asked')
  const time = { firstMs: 120, wholeMs: 900, textBytes: 300 }
  noteAnswer(check, first, { head, time })
  expect(isReady(check, { second: 90, seconds: 120 })).toBe(true)
  const answers = answersOf(check)
  expect(answers.map(({ service }) => service)).toEqual(services)
  expect(answers.flatMap(({ heads }) => heads).filter((one) => one !== null)).toEqual([head])
  expect(answers.every(({ heads }) => heads.length === checkLimits.questions)).toBe(true)
  const times = timesOf(check)
  expect(times.map(({ service }) => service)).toEqual(services)
  expect(times.find(({ service }) => service === first.service)?.times[first.question]).toEqual(time)
  expect(times.flatMap((one) => one.times).filter((one) => one !== null)).toEqual([time])
})

const listed = (n: number, facts: object = {}) => {
  const { service, payee } = testCandidate(n)
  return { service, payee, bond: '0', offer: { model: 'tiny', url: `https://host-${n}.example/v1` }, ...facts } as unknown as Parameters<
    typeof checkedModels
  >[0][number]
}

it('checks models with four owners, and no others', () => {
  expect(checkedModels([1, 2, 3].map((n) => listed(n)))).toEqual([])
  expect(checkedModels([1, 2, 3, 4].map((n) => listed(n)))).toEqual([{ model: 'tiny', services }])
  const { payee } = testCandidate(1)
  expect(checkedModels([1, 2, 3, 4].map((n) => listed(n, n > 2 ? { payee } : {})))).toEqual([])
  expect(checkedModels([1, 2, 3, 4].map((n) => listed(n, n === 4 ? { offer: null } : {})))).toEqual([])
})

it('checks no more services than a report may have: those with the largest bonds', () => {
  const many = Array.from({ length: 100 }, (_, n) => listed(n + 1, { bond: `${n}` }))
  const [model] = checkedModels(many)
  expect(model?.services).toHaveLength(checkLimits.services)
  expect(model?.services[0]).toBe(serviceId(many[99]?.service ?? ''))
})

it('needs a key for each router', () => {
  expect(checkSettingsOf({})).toEqual({ routers: [], prompts: null })
  const set = { CHECK_ROUTER_URLS: ['http://127.0.0.1:1/v1'], CHECK_KEY_FILES: ['key.txt'] }
  expect(checkSettingsOf(set).routers).toEqual([{ url: 'http://127.0.0.1:1/v1', keyFile: 'key.txt' }])
  expect(() => checkSettingsOf({ ...set, CHECK_KEY_FILES: [] })).toThrow('one file for each URL')
  expect(() => checkSettingsOf({ ...set, CHECK_ROUTER_URLS: ['http://127.0.0.1:1'] })).toThrow('end with /v1')
  expect(() => checkSettingsOf({ ...set, CHECK_PROMPTS_FILE: '/nowhere/prompts.txt' })).toThrow('cannot be read')
})
