import { expect, test } from 'vitest'
import { siteOf } from './siteOf.ts'

test('a host is one site, whatever its ports and paths', () => {
  expect(siteOf('https://one.example/v1')).toBe('one.example')
  expect(siteOf('https://one.example:8443/other')).toBe('one.example')
  expect(siteOf('https://two.example/v1')).toBe('two.example')
  expect(siteOf('no address')).toBeNull()
})

test('on this machine, each port is a site', () => {
  expect(siteOf('http://127.0.0.1:4001/v1')).toBe('127.0.0.1:4001')
  expect(siteOf('http://localhost:4002/v1')).not.toBe(siteOf('http://localhost:4003/v1'))
})
