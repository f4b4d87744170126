import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { expect, test } from 'vitest'
import { PageTabs } from '#web/components/ui/PageTabs.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const tabs = [
  { href: '/a', label: 'A' },
  { href: '/a/b', label: 'B' },
  { href: '/a/c', label: 'C', first: true },
  { href: '/a/d', label: 'D' },
  { href: '/a/e', label: 'E', first: true },
]

function shown(path: string): string {
  return markupFor(
    'en',
    <PathnameContext.Provider value={path}>
      <PageTabs title="Pages" tabs={tabs} />
    </PathnameContext.Provider>,
  )
}

test('keeps the tabs of a group together, with a dot before each group but the first', () => {
  const groups = shown('/a').split('class="tabgroup relative"').slice(1)
  expect(groups.map((group) => [...group.matchAll(/>([A-E])<\/a>/g)].map(([, label]) => label).join(''))).toEqual(['AB', 'CD', 'E'])
  expect(groups.map((group) => group.includes('·'))).toEqual([false, true, true])
})

test('marks the current page, the first one only at its exact address', () => {
  const current = (path: string) => [...shown(path).matchAll(/aria-current="page"[^>]*>([A-E])</g)].map(([, label]) => label)
  expect([current('/a'), current('/a/d'), current('/a/d/7'), current('/a/x')]).toEqual([['A'], ['D'], ['D'], []])
})
