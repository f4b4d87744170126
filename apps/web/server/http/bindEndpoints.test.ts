import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const routes = join(import.meta.dirname, '../routes')

test('the endpoints that are still described beside their handler may only become fewer', () => {
  const files = readdirSync(routes).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const left = files.flatMap((name) => readFileSync(join(routes, name), 'utf8').match(/\bendpoint\(\{/g) ?? [])
  expect(left.length).toBe(21)
})
