import { expect, it } from 'vitest'
import { hex32 } from '../hashing/hex32.ts'
import { address } from '../ids/address.ts'
import { checkDayOf, checkersOf, checkLimits, checkReportText, checkSecondsOf, checkSlotAt } from './checkReports.ts'
import { serviceId } from './serviceIds.ts'

const members = Array.from({ length: 40 }, (_, n) => ({ account: address(`0x${(n + 1).toString(16).padStart(40, '0')}`), stake: 1n }))
const seeds = ['1', '2', '3', '4'].map((digit) => hex32(`0x${digit.repeat(64)}`))
const head = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const answers = [
  { service: serviceId(`0x${'1'.repeat(40)}`), heads: [head('a'), head('b')] },
  { service: serviceId(`0x${'2'.repeat(40)}`), heads: [head('a'), null] },
]
const directory = address(`0x${'d'.repeat(40)}`)
const report = { chainId: 31_337, directory, slot: 7, model: 'tiny', answers }

it('a day has twenty checks, and a check of the development chain takes two minutes', () => {
  expect(checkSecondsOf(1) * checkLimits.perDay).toBe(86_400)
  expect(checkSecondsOf(31_337)).toBe(120)
  expect(checkSlotAt(8_639, 1)).toBe(1)
  expect([19, 20].map(checkDayOf)).toEqual([0, 1])
})

it('the seed, the day and the model select five validators, and nobody else has a say', () => {
  const drawn = checkersOf({ day: 3, model: 'tiny', seed: seeds[0] ?? null, members })
  expect(drawn).toHaveLength(checkLimits.checkers)
  expect(checkersOf({ day: 3, model: 'tiny', seed: seeds[0] ?? null, members: members.toReversed() }).toReversed()).toEqual(drawn)
  for (const change of [{ day: 4 }, { model: 'other' }, { seed: seeds[1] ?? null }, { seed: null }])
    expect(checkersOf({ day: 3, model: 'tiny', seed: seeds[0] ?? null, members, ...change })).not.toEqual(drawn)
  const all = Array.from({ length: 200 }, (_, day) => checkersOf({ day, model: 'tiny', seed: seeds[2] ?? null, members })).flat()
  expect(new Set(all.map(({ account }) => account)).size).toBe(members.length)
})

it('a small set checks whole', () => {
  const few = members.slice(0, checkLimits.checkers)
  expect(checkersOf({ day: 3, model: 'tiny', seed: null, members: few })).toEqual(few)
})

it('the signed text changes with every fact, and not with the sequence of the answers', () => {
  const text = checkReportText(report)
  expect(checkReportText({ ...report, answers: answers.toReversed() })).toBe(text)
  const [one, two] = answers as [(typeof answers)[0], (typeof answers)[0]]
  const changed = [
    { ...report, chainId: 1 },
    { ...report, directory: address(`0x${'e'.repeat(40)}`) },
    { ...report, slot: 8 },
    { ...report, model: 'tiny\ncheck: 8' },
    { ...report, answers: [one] },
    { ...report, answers: [{ ...one, heads: one.heads.toReversed() }, two] },
    { ...report, answers: [one, { ...two, heads: [null, head('a')] }] },
    {
      ...report,
      answers: [
        { ...one, service: two.service },
        { ...two, service: one.service },
      ],
    },
  ]
  expect(new Set([text, ...changed.map(checkReportText)]).size).toBe(changed.length + 1)
})
