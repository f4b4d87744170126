import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { LeaseMaintenance } from '#web/parts/machine/LeaseMaintenance.tsx'
import { listingQuery } from '#web/parts/machine/listingQuery.ts'

// 1970-01-12, 13:46:40 UTC.
const from = 1_000_000

/** Returns the notice that is shown beside a lease of one hour, if its machine has this planned maintenance. */
function noticeOf(language: 'en' | 'zh', maintenance: readonly { from: number; until: number }[] | null): string {
  const client = new QueryClient()
  if (maintenance !== null) client.setQueryData(listingQuery(browserApi, 'machine', null).queryKey, { maintenance } as never)
  const notice = <LeaseMaintenance node="machine" from={from} until={from + 3_600} />
  return markupFor(language, <QueryClientProvider client={client}>{notice}</QueryClientProvider>).replaceAll(/<[^>]+>/g, '')
}

test('warns of maintenance during a lease and after it', () => {
  const during = [{ from: from + 1_800, until: from + 9_000 }]
  expect(noticeOf('en', during)).toBe(
    'The provider plans maintenance of this machine from Mon 12 Jan, 14:16 to Mon 12 Jan, 16:16, during this lease. The lease does not end, but the machine may stop. Save your files before the maintenance starts.',
  )
  expect(noticeOf('zh', during)).toContain('与这个租约重叠')
  const after = [{ from: from + 3_600, until: from + 9_000 }]
  expect(noticeOf('en', after)).toMatch(/^The provider plans maintenance of this machine from .+, after this lease\.$/)
  expect(noticeOf('zh', after)).toContain('在这个租约之后')
})

test('shows nothing without near maintenance, or while the machine is loading', () => {
  expect(noticeOf('en', [{ from: from + 200_000, until: from + 300_000 }])).toBe('')
  expect(noticeOf('en', null)).toBe('')
})
