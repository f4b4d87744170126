import { expect, test } from 'vitest'
import { siteOf } from './siteOf.ts'

const secret = 'key of the gateways'
const site = (address: string) => siteOf(address, { secret })

test('is equal in one network of 24 or 32 bits, and differs in others and under another key', () => {
  expect(site('8.8.8.8')).toMatch(/^[0-9a-f]{32}$/)
  expect(site('::ffff:8.8.8.200')).toBe(site('8.8.8.8'))
  expect(site('8.8.9.8')).not.toBe(site('8.8.8.8'))
  expect(site('2600:1f18:ffff::1')).toBe(site('2600:1f18:0:1::2'))
  expect(site('2600:1f19::1')).not.toBe(site('2600:1f18::1'))
  expect(siteOf('8.8.8.8', { secret: 'another' })).not.toBe(site('8.8.8.8'))
})

test.each(['127.0.0.1', '10.0.0.7', '192.168.1.4', '::1', 'fd00::1', 'unknown', ''])('is unknown for %j', (address) => {
  expect(site(address)).toBeNull()
})
