import { expect, test } from 'vitest'
import { endpointsByNoun } from './index.ts'

test('no two descriptions have one name or one address', () => {
  const all = Object.values(endpointsByNoun).flatMap((endpoints) => Object.entries(endpoints))
  const addresses = all.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
  expect(new Set(all.map(([name]) => name)).size).toBe(all.length)
  expect(new Set(addresses).size).toBe(addresses.length)
})
