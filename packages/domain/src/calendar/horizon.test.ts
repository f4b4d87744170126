import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { horizonSeconds } from './horizon.ts'

test('the longest time ahead is the same in the contract', () => {
  const contract = readFileSync(new URL('../../../../contracts/src/libraries/MatchLib.sol', import.meta.url), 'utf8')
  const [, days] = /MAX_HORIZON_SECONDS = (\d+) days;/.exec(contract) ?? []
  expect(horizonSeconds).toBe(Number(days) * 86_400)
})
