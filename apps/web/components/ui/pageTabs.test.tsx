import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { expect, test } from 'vitest'
import { PageTabs } from '#web/components/ui/PageTabs.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const tabs = [
  { href: '/a', label: 'A' },
  { href: '/a/b', label: 'B' },
  { href: '/a/c', label: 'C', group: 'Money' },
  { href: '/a/d', label: 'D' },
  { href: '/a/e', label: 'E', group: 'Work' },
]

function shown(path: string): string {
  return markupFor(
    'en',
    <PathnameContext.Provider value={path}>
      <PageTabs title="Pages" tabs={tabs} />
    </PathnameContext.Provider>,
  )
}

test('keeps the tabs of a group together, after the name of the group', () => {
  const groups = shown('/a').split('class="tabgroup"').slice(1)
  expect(groups.map((group) => [...group.matchAll(/>([A-E])<\/a>/g)].map(([, label]) => label).join(''))).toEqual(['AB', 'CD', 'E'])
  expect(groups.map((group) => /(Money|Work)<\/span><a/.exec(group)?.[1])).toEqual([undefined, 'Money', 'Work'])
})

test('marks the current page, the first one only at its exact address', () => {
  const current = (path: string) => [...shown(path).matchAll(/aria-current="page"[^>]*>([A-E])</g)].map(([, label]) => label)
  expect([current('/a'), current('/a/d'), current('/a/d/7'), current('/a/x')]).toEqual([['A'], ['D'], ['D'], []])
})
