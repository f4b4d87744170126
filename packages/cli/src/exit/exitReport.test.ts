import { address, pTokenUnits } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { laterLines, unreadLines } from './exitReport.ts'

const plan = { now: [], later: [], dust: pTokenUnits(0n) }

test('says that everything is out only if everything could be read', () => {
  expect(laterLines(plan, { dues: [] }, { isComplete: true })).toEqual(['Everything that is yours is out.'])
  expect(laterLines(plan, { dues: [] }, { isComplete: false })).toEqual(['Everything that could be read is out.'])
})

test('names each case and contract that could not be read', () => {
  const contract = address(`0x${'a'.repeat(40)}`)
  expect(unreadLines({ unread: [] })).toEqual([])
  expect(
    unreadLines({
      unread: [
        { contract, id: 7n },
        { contract, id: null },
      ],
    }),
  ).toEqual([
    `Case 7 of contract ${contract} could not be read. It may still owe you money.`,
    `Contract ${contract} could not be read. It may still owe you money.`,
  ])
})
