import { expect, test } from 'vitest'
import { unixSeconds } from '../units/seconds.ts'
import { nextTrialAt } from './trial.ts'

const at = (seconds: bigint) => unixSeconds(1_800_000_000n + seconds)

test.each([
  ['the account had no trial yet', null, at(0n), null],
  ['the last trial began in this second', at(0n), at(0n), at(86_400n)],
  ['a day is over in one second', at(0n), at(86_399n), at(86_400n)],
  ['a day is over', at(0n), at(86_400n), null],
])('returns the next trial when %s', (_, lastTrialAt, now, expected) => {
  expect(nextTrialAt({ lastTrialAt, now })).toBe(expected)
})
