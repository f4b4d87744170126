import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { ClockAhead } from '#web/parts/chain/ClockAhead.tsx'

const readAtMs = Date.parse('2026-11-26T12:00:00Z')

function words(
  { aheadSeconds, developmentChain = true }: { aheadSeconds: number; developmentChain?: boolean },
  language: 'en' | 'zh' = 'en',
): string {
  const client = new QueryClient()
  client.setQueryData(['chain'], { developmentChain, chainNow: readAtMs / 1_000 + aheadSeconds }, { updatedAt: readAtMs })
  const markup = markupFor(
    language,
    <QueryClientProvider client={client}>
      <ClockAhead />
    </QueryClientProvider>,
  )
  return markup.replace(/<[^>]+>/g, '').replaceAll('\u00a0', ' ')
}

test('shows how far the clock of a development chain is ahead, above 60 s', () => {
  expect(words({ aheadSeconds: 93_600 })).toContain('The clock of this development chain is 1 d 2 h ahead of real time.')
  expect(words({ aheadSeconds: 93_600 }, 'zh')).toContain('1 天 2 小时')
  expect(words({ aheadSeconds: 60 })).toBe('')
  expect(words({ aheadSeconds: -5 })).toBe('')
})

test('shows nothing on a real chain', () => {
  expect(words({ aheadSeconds: 93_600, developmentChain: false })).toBe('')
})
