import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asksForSecurityText, serveSecurityText } from './serveSecurityText.ts'

const nowMs = Date.UTC(2026, 10, 26, 12)

describe('security.txt', () => {
  const server = createServer((request, response) =>
    serveSecurityText({ publicUrl: 'https://market.example', contact: request.headers.from, nowMs }, { request, response }),
  )
  let url: string
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/security.txt`
  })
  afterAll(() => void server.close())

  test.each([
    ['GET', '/.well-known/security.txt', true],
    ['HEAD', '/.well-known/security.txt?a', true],
    ['POST', '/.well-known/security.txt', false],
    ['GET', '/security.txt', false],
  ])('answers %s %s: %s', (method, path, expected) => {
    expect(asksForSecurityText({ method, url: path })).toBe(expected)
  })

  test('has the fields that RFC 9116 requires, and ends its validity within a year', async () => {
    const response = await fetch(url)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const fields = (await response.text()).trimEnd().split('\n')
    expect(fields.filter((line) => line.startsWith('Contact: https://'))).toHaveLength(1)
    expect(fields).toContain('Expires: 2027-02-25T00:00:00.000Z')
    expect(fields).toContain('Canonical: https://market.example/.well-known/security.txt')
    expect(await (await fetch(url, { method: 'HEAD' })).text()).toBe('')
  })

  test('names the contact of the operator first', async () => {
    const text = await (await fetch(url, { headers: { from: 'mailto:security@market.example' } })).text()
    expect(text.split('\n')[0]).toBe('Contact: mailto:security@market.example')
  })
})
