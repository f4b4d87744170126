import { expect, test } from 'vitest'
import { docHref } from '#web/features/docs/docHref.ts'

test.each([
  ['provider.md', 'guides/renter', '/docs/guides/provider'],
  ['../errors/order.expired.md', 'guides/renter', '/docs/errors/order.expired'],
  ['/wallet', 'guides/renter', '/wallet'],
  ['renter.md#5-use-it', 'guides/ssh', '/docs/guides/renter#5-use-it'],
  ['../economy.md', 'guides/economy', '/docs/economy'],
  ['#use-it', 'guides/ssh', '#use-it'],
  ['https://forum.example/t/1', 'guides/ssh', 'https://forum.example/t/1'],
])('links %s in %s to %s', (href, file, to) => {
  expect(docHref(href, file)).toBe(to)
})

test.each([
  ['provider.md#containers', 'zh/guides/renter', '/docs/guides/provider#containers'],
  ['../guides/provider.md', 'zh/errors/node.unknown', '/docs/guides/provider'],
  ['../../adr/0011-docs.md', 'zh/guides/renter', '/docs/adr/0011-docs'],
])('links %s in the Chinese page %s to %s', (href, file, to) => {
  expect(docHref(href, file)).toBe(to)
})

test('links a picture from a page in each language', () => {
  expect(docHref('../images/search.webp', 'guides/renter')).toBe('/docs/images/search.webp')
  expect(docHref('../../images/search.webp', 'zh/guides/renter')).toBe('/docs/images/search.webp')
})

test('links a folder to the list of docs, and code to nothing', () => {
  expect(docHref('../errors', 'zh/guides/renter')).toBe('/docs')
  expect(docHref('../../packages/domain/src/a.ts', 'guides/provider')).toBeNull()
  expect(docHref('../../python/README.md', 'guides/python')).toBeNull()
  expect(docHref('../../../python/README.md', 'zh/guides/python')).toBeNull()
})

test.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', '//hostile.example'])('links %s to nothing', (href) => {
  expect(docHref(href, 'guides/renter')).toBeNull()
})
