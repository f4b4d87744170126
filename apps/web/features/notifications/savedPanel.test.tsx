import type { CatalogueWire, SavedSearchesWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { SavedPanel } from '#web/features/notifications/NotificationsView.tsx'
import { savedSearchesQuery } from '#web/features/saved-searches/savedSearchesQuery.ts'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

const search = { searchId: '7', query: { region: '1', minGpus: '2', hours: '1' }, alerts: true, free: 3, fresh: 1 }
const catalogue = { classes: [], regions: [{ regionId: 1, name: 'eu-north' }] } as unknown as CatalogueWire

function panel(language: 'en' | 'zh', items: readonly (typeof search)[]): string {
  const client = new QueryClient()
  client.setQueryData(savedSearchesQuery(browserApi).queryKey, { items } as unknown as SavedSearchesWire)
  client.setQueryData(classesQuery(browserApi).queryKey, catalogue as never)
  return markupFor(
    language,
    <QueryClientProvider client={client}>
      <SavedPanel />
    </QueryClientProvider>,
  ).replaceAll('\u00a0', ' ')
}

test('the page of notifications lists the saved searches, with their machines and whether they notify', () => {
  const english = panel('en', [search])
  for (const part of ['Saved searches', 'Northern Europe', '3 free', '1 new', 'aria-pressed="true"']) expect(english).toContain(part)
  expect(english).toMatch(/href="\/gpus\?[^"]*region=1/)
  expect(panel('zh', [search])).toContain('北欧')
})

test('the page of notifications explains saved searches to somebody who has none', () => {
  expect(panel('en', [])).toContain('When you save a search')
})
