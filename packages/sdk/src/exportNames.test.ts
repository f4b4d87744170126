import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { exports: Record<string, string> }

test('every entry point exports the published names: run it with -u after a change that is meant', async () => {
  const entries = Object.entries(exports).filter(([entry]) => entry !== './test')
  const texts = await Promise.all(
    entries.map(async ([entry, file]) => {
      const module: object = await import(new URL(`../${file}`, import.meta.url).href)
      return [entry, ...Object.keys(module).sort(), ''].join('\n')
    }),
  )
  await expect(texts.join('\n')).toMatchFileSnapshot('../test/exportNames.txt')
})
