import { expect, it } from 'vitest'
import { address } from '../ids/address.ts'
import { checkTimesText } from './checkTimes.ts'
import { serviceId } from './serviceIds.ts'

const times = [
  { service: serviceId(`0x${'1'.repeat(40)}`), times: [{ firstMs: 120, wholeMs: 900, textBytes: 300 }, null] },
  { service: serviceId(`0x${'2'.repeat(40)}`), times: [{ firstMs: null, wholeMs: 900, textBytes: 300 }, null] },
]
const report = { chainId: 31_337, directory: address(`0x${'d'.repeat(40)}`), slot: 7, model: 'tiny', times }

it('the signed text of speeds changes with every fact, and not with the sequence of the services', () => {
  const text = checkTimesText(report)
  expect(checkTimesText({ ...report, times: times.toReversed() })).toBe(text)
  const [one, two] = times as [(typeof times)[0], (typeof times)[0]]
  const withTime = (change: object) => ({
    ...report,
    times: [{ ...one, times: [{ firstMs: 120, wholeMs: 900, textBytes: 300, ...change }, null] }, two],
  })
  const changed = [
    { ...report, chainId: 1 },
    { ...report, directory: address(`0x${'e'.repeat(40)}`) },
    { ...report, slot: 8 },
    { ...report, model: 'other' },
    { ...report, times: [one] },
    { ...report, times: [{ ...one, times: one.times.toReversed() }, two] },
    {
      ...report,
      times: [
        { ...one, service: two.service },
        { ...two, service: one.service },
      ],
    },
    withTime({ firstMs: 0 }),
    withTime({ firstMs: null }),
    withTime({ wholeMs: 901 }),
    withTime({ textBytes: 301 }),
  ]
  expect(new Set([text, ...changed.map(checkTimesText)]).size).toBe(changed.length + 1)
})

it('an answer in no time without text differs from no answer', () => {
  const [one, two] = times as [(typeof times)[0], (typeof times)[0]]
  const empty = { ...report, times: [{ ...one, times: [{ firstMs: null, wholeMs: 0, textBytes: 0 }, null] }, two] }
  expect(checkTimesText(empty)).not.toBe(checkTimesText({ ...report, times: [{ ...one, times: [null, null] }, two] }))
})
