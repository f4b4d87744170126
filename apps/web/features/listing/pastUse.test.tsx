import { expect, test } from 'vitest'
import { PastUse } from '#web/features/listing/PastUse.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const first = { fromHour: 490_000, leasedBps: [2_500], reachableBps: [null] }

test('draws a whole day for a machine on its first day, and explains figures that are not counted yet', () => {
  const english = markupFor('en', <PastUse past={first} />)
  expect(english).toContain('The hour since the machine was registered')
  expect(english).toContain('25 % of the machine’s GPU time was leased. We have not measured yet how often the machine was online.')
  expect(english).toContain('not measured')
  expect(english).not.toContain('class="strip"')
  expect(markupFor('zh', <PastUse past={first} />)).toContain('尚未测量该机器的在线时间。')
})

test('names seven days, with both shares in words', () => {
  const past = { fromHour: 490_000, leasedBps: Array.from({ length: 168 }, () => 5_000), reachableBps: Array.from({ length: 168 }, () => 10_000) }
  const english = markupFor('en', <PastUse past={past} />)
  expect(english).toContain('Hour by hour over the last 7 days')
  expect(english).toContain('50 % of the machine’s GPU time was leased. The machine was online in 100 % of the measured time.')
  expect(english.match(/<rect class="leased"/g)).toHaveLength(2 * 168)
})
