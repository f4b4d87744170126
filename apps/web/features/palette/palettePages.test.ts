import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { palettePages } from '#web/features/palette/palettePages.ts'

const app = join(import.meta.dirname, '../../app')

/** They are opened by a link that says more, and say nothing without it. */
const byLinkOnly = ['/mail']

test('the palette leads to every page that has an address of its own', () => {
  const pages = pagesBelow(app).filter((page) => !byLinkOnly.includes(page))
  expect(palettePages.map(({ href }) => href).toSorted()).toEqual(pages.toSorted())
})

/** Addresses of the folders with a page and nothing to fill in. */
function pagesBelow(folder: string, address = ''): string[] {
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.includes('['))
  const own = existsSync(join(folder, 'page.tsx')) ? [address === '' ? '/' : address] : []
  return [...own, ...below.flatMap(({ name }) => pagesBelow(join(folder, name), `${address}/${name}`))]
}
