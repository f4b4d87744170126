import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stop } from 'esbuild'
import { afterAll, expect, test } from 'vitest'
import { bundleSealedChild } from './bundleSealedChild.ts'

const root = join(import.meta.dirname, '../..')

afterAll(stop)

test('the programs that run modules are bundles of their present sources', async () => {
  const bundles = await bundleSealedChild(root)
  expect(bundles).toHaveLength(2)
  for (const { path, text } of bundles) expect(readFileSync(join(root, path), 'utf8'), 'run node scripts/packing/writeSealedChild.ts').toBe(text)
})
