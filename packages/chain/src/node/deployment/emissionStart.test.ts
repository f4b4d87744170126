import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { emissionStart } from './emissionStart.ts'

test('starts emission with the parameters that the economy ships', () => {
  const vectors = readFileSync(new URL('../../../../domain/vectors/emission.json', import.meta.url), 'utf8')
  const { shipped } = JSON.parse(vectors) as { shipped: Record<string, string> }
  expect(Object.entries(emissionStart.parameters).map(([name, value]) => [name, value.toString()])).toEqual(Object.entries(shipped))
})
