import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { RunPanel } from '#web/features/search/RunPanel.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { searchFromParams } from '#web/parts/search/searchState.ts'

function panel(address: string, language: 'en' | 'zh' = 'en'): string {
  const client = new QueryClient()
  return markupFor(
    language,
    <QueryClientProvider client={client}>
      <RunPanel search={searchFromParams(new URLSearchParams(address))} change={() => undefined} />
    </QueryClientProvider>,
  ).replaceAll('\u00a0', ' ')
}

test('folds the ways to run a model for a search by price, and names the sort order', () => {
  const total = panel('run=llama-3.3-70b&hours=3&sort=total')
  expect(total).toContain('Sorted by the total price with fees for 3 h: the cheapest machine comes first.')
  expect(total).toContain('<summary>Ways to run this model</summary>')
  expect(panel('run=llama-3.3-70b&sort=price')).toContain('Sorted by the price per GPU')
  expect(panel('run=llama-3.3-70b&hours=3&sort=total', 'zh')).toContain('按 3 小时的含费总价排序')
})

test('shows the ways to run a model at once for a search by the best fit', () => {
  const fit = panel('run=llama-3.3-70b&hours=3')
  expect(fit).not.toContain('<summary>Ways to run this model</summary>')
  expect(fit).not.toContain('Sorted by')
})
