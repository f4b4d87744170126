import { expect, it } from 'vitest'
import { faultRules } from '../../packages/domain/src/faults/faultRules.ts'
import { faultPartyMessages, faultRuleMessages, faultSourceMessages } from '../../packages/domain/src/messages/faultMessages.ts'
import { tableRows, textOf } from './tableRows.ts'

it.each([
  ['docs/guides/faults.md', 'Rules', 'en'],
  ['docs/zh/guides/faults.md', '规则', 'zh'],
] as const)('%s lists each rule with its condition, party and evidence', (page, heading, language) => {
  expect(tableRows(textOf(page), heading)).toEqual(
    faultRules.map(({ number, party, source }) => [
      String(number),
      faultRuleMessages[number][language],
      faultPartyMessages[party][language],
      faultSourceMessages[source][language],
    ]),
  )
})
