import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkout } from '../start/dataFolder.ts'

// The exit page is one file that imports nothing from another app, so it repeats the colours of the market's pages. This test checks that both files have the
// same values.
test.each(['light', 'dark'] as const)('the exit page wears the %s values of the market', (theme) => {
  const market = valuesOf('apps/web/styles/tokens.css')[theme]
  const exit = valuesOf('apps/exit/src/page.css')[theme]
  expect(exit.size).toBeGreaterThan(20)
  const others = [...exit].filter(([name, value]) => !ownFonts.has(name) && market.get(name) !== value)
  expect(others).toEqual([])
})

/** These two values differ on purpose: the market's pages use fonts of their framework, the exit page uses its embedded font. */
const ownFonts = new Set(['--font', '--mono'])

/** Returns the CSS custom properties of a file for each theme, with the first value of each. */
function valuesOf(file: string): Record<'light' | 'dark', Map<string, string>> {
  const found = { light: new Map<string, string>(), dark: new Map<string, string>() }
  for (const [, selector = '', body = ''] of readFileSync(join(checkout, file), 'utf8').matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const values = found[selector.includes('dark') ? 'dark' : 'light']
    for (const [, name = '', value = ''] of body.matchAll(/(--[\w-]+):\s*([^;]+);/g)) if (!values.has(name)) values.set(name, value.trim())
  }
  return found
}
