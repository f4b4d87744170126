import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { classesFor, pagesFor, palettePages } from '#web/features/palette/palettePages.ts'

const app = join(import.meta.dirname, '../../app')

/** Pages that the palette leaves out, because they need parameters from a link and show nothing without them. */
const byLinkOnly = ['/mail', '/provide/pair']

test('leads from the palette to every page with a fixed address', () => {
  const pages = pagesBelow(app).filter((page) => !byLinkOnly.includes(page))
  expect(palettePages.map(({ href }) => href).toSorted()).toEqual(pages.toSorted())
})

test('shows a few pages and classes before somebody types, none of the governance, and all of them afterwards', () => {
  const first = pagesFor(' ').map(({ href }) => href)
  expect(first).toHaveLength(10)
  expect(first).toEqual(expect.arrayContaining(['/gpus', '/leases', '/wallet', '/docs']))
  expect(first.filter((href) => href.startsWith('/govern') || href.startsWith('/explorer'))).toEqual([])
  expect(pagesFor('v')).toBe(palettePages)
  expect(classesFor('', [1, 2, 3, 4, 5, 6])).toEqual([1, 2, 3, 4])
  expect(classesFor('h', [1, 2, 3, 4, 5, 6])).toHaveLength(6)
})

/** Returns the URLs of all pages without parameters below a folder. */
function pagesBelow(folder: string, address = ''): string[] {
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.includes('['))
  const own = existsSync(join(folder, 'page.tsx')) ? [address === '' ? '/' : address] : []
  return [...own, ...below.flatMap(({ name }) => pagesBelow(join(folder, name), `${address}/${name}`))]
}
