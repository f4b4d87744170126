import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { DayHours, hoursOf } from '#web/features/provide/DayHours.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { listingQuery } from '#web/parts/machine/listingQuery.ts'

const day = 20_000 * 86_400
const node = `0x${'1'.repeat(64)}`

test('has 24 hours for each day, and no number for hours that the calendar does not have', () => {
  const noon = { fromHour: day / 3_600 + 12, freeGpus: [2, 0, 1] }
  const hours = hoursOf(noon, day)
  expect(hours.map(({ hour }) => hour)).toEqual(Array.from({ length: 24 }, (_, hour) => hour))
  expect(hours.slice(11, 16).map(({ free }) => free)).toEqual([null, 2, 0, 1, null])
  expect(hoursOf(noon, day + 86_400).every(({ free }) => free === null)).toBe(true)
})

test('names each hour for screen readers in both languages', () => {
  const client = new QueryClient()
  client.setQueryData(listingQuery(browserApi, node, null).queryKey, { node, calendar: { fromHour: day / 3_600 + 22, freeGpus: [2, 0] } } as never)
  const words = (language: 'en' | 'zh') =>
    markupFor(
      language,
      <QueryClientProvider client={client}>
        <DayHours node={node} name="Attic" gpus={4} day={day} />
      </QueryClientProvider>,
    )
  expect(words('en')).toContain('22:00: 2 of 4 GPUs free')
  expect(words('en')).toContain('23:00: 0 of 4 GPUs free')
  expect(words('en')).toContain('21:00: this hour has passed, or is not in the calendar yet')
  expect(words('zh')).toContain('22:00：共 4 张 GPU，空闲 2 张')
})
