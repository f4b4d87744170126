import { expect, test } from 'vitest'
import { PastUse } from '#web/features/listing/PastUse.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const first = { fromHour: 490_000, leasedBps: [2_500], reachableBps: [null] }

test('a machine on its first day has a chart with room for a day, and words for what is not counted yet', () => {
  const english = markupFor('en', <PastUse past={first} />)
  expect(english).toContain('In the hour since it was registered')
  expect(english).toContain('25 % of its GPU time was leased. No hour of heartbeats is counted yet.')
  expect(english).toContain('not counted')
  expect(markupFor('zh', <PastUse past={first} />)).toContain('尚未统计任何一小时的心跳。')
})

test('seven days are called so, with the share of both in words', () => {
  const past = { fromHour: 490_000, leasedBps: Array.from({ length: 168 }, () => 5_000), reachableBps: Array.from({ length: 168 }, () => 10_000) }
  const english = markupFor('en', <PastUse past={past} />)
  expect(english).toContain('Last 7 days, by the hour')
  expect(english).toContain('50 % of its GPU time was leased. The market received heartbeats for 100 % of the counted time.')
  expect(english.match(/<rect class="leased"/g)).toHaveLength(2 * 168)
})
