import { expect, test } from 'vitest'
import { endpointsByNoun } from './index.ts'

test('gives each description a unique name and address', () => {
  const all = Object.values(endpointsByNoun).flatMap((endpoints) => Object.entries(endpoints))
  const addresses = all.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
  expect(new Set(all.map(([name]) => name)).size).toBe(all.length)
  expect(new Set(addresses).size).toBe(addresses.length)
})

test('a POST that creates something for an account takes an Idempotency-Key, unless its answer is a secret', () => {
  const withSecret = ['createPortToken', 'createTerminalToken', 'createWebhook']
  const creating = /^(place|request|issue|share|report|save|create|start)[A-Z]/
  const missing = Object.values(endpointsByNoun)
    .flatMap((endpoints) => Object.entries(endpoints))
    .filter(([name, { method, access, idempotent }]) => method === 'post' && access === 'account' && creating.test(name) && !idempotent)
    .map(([name]) => name)
  expect(missing.filter((name) => !withSecret.includes(name))).toEqual([])
})
