import { expect, test } from 'vitest'
import { currentMorePage, moreGroups } from '#web/features/shell/moreGroups.ts'
import { currentTab, isUnder, navigation, phoneTabs } from '#web/features/shell/navigation.ts'
import { palettePages } from '#web/features/palette/palettePages.ts'

test('marks exactly one phone tab on every page with a fixed address, except the home page', () => {
  const marks = palettePages.map(({ href }) => ({
    href,
    marked: phoneTabs.filter((tab) => isUnder(tab.href, href)).length + (currentMorePage(href) === null ? 0 : 1),
  }))
  expect(marks.filter(({ marked }) => marked !== 1)).toEqual([{ href: '/', marked: 0 }])
  for (const { href } of palettePages) expect(currentTab(href) === 'more', href).toBe(currentMorePage(href) !== null)
})

test('reaches every page of the top bar from a phone, by a tab or by the list of the last tab', () => {
  const onPhone = [...phoneTabs, ...moreGroups.flatMap(({ pages }) => pages)].map(({ href }): string => href)
  expect(navigation.filter(({ href }) => !onPhone.includes(href))).toEqual([])
  expect(new Set(onPhone).size).toBe(onPhone.length)
})

test.each([
  ['/orders', '/orders'],
  ['/market/3', '/market'],
  ['/docs/api/leases', '/docs/api'],
  ['/docs/guides/renter', '/docs'],
  ['/disputes/1', '/govern'],
  ['/tx/0x12', '/explorer'],
  ['/wallet/statement', '/wallet'],
  ['/leases/0x12', null],
  ['/marketing', null],
  ['/nothing-here', null],
  ['/providers/0x12', null],
  ['/status', '/status'],
] as const)('marks in the list of the last tab, on %s, the page %s', (pathname, href) => {
  expect(currentMorePage(pathname)).toBe(href)
  expect(currentTab(pathname) === 'more').toBe(href !== null)
})

test.each([
  ['/book/0x12', '/gpus'],
  ['/rent/cluster', '/gpus'],
  ['/clusters/0x12', '/leases'],
  ['/tasks/4', '/jobs'],
  ['/playground', '/models'],
])('counts %s as a page of %s', (pathname, href) => {
  expect(navigation.filter((entry) => isUnder(entry.href, pathname)).map((entry) => entry.href)).toEqual([href])
})
