import { describe, expect, test } from 'vitest'
import { checkSite, siteOf } from './checkSite.ts'
import { readSessionCookie, sessionCookie } from './sessionCookie.ts'

const site = siteOf({ publicUrl: 'https://infinitio.example', port: 3_000, aliases: ['web:3000'] })
const check = (change: Partial<Parameters<typeof checkSite>[1]>) =>
  checkSite(site, { host: 'infinitio.example', origin: null, fetchSite: null, ...change })?.rejected ?? 'passes'

describe('the site', () => {
  test.each([
    ['its own name', {}, 'passes'],
    ['loopback at its port', { host: 'localhost:3000' }, 'passes'],
    ['loopback at another port', { host: 'localhost:3001' }, 'auth.host_refused'],
    ['its name in a private network', { host: 'web:3000' }, 'passes'],
    ['a page at that name', { host: 'web:3000', origin: 'http://web:3000' }, 'auth.origin_refused'],
    ['another name (DNS rebinding)', { host: 'evil.example' }, 'auth.host_refused'],
    ['no name', { host: null }, 'auth.host_refused'],
    ['a page of its own', { origin: 'https://infinitio.example' }, 'passes'],
    ['a page of a program on the visitor’s machine', { origin: 'http://localhost:3000' }, 'auth.origin_refused'],
    ['a page of another site', { origin: 'https://evil.example' }, 'auth.origin_refused'],
    ['a page with no origin', { origin: 'null' }, 'auth.origin_refused'],
    ['the same name without TLS', { origin: 'http://infinitio.example' }, 'auth.origin_refused'],
    ['another site that sends no Origin', { fetchSite: 'cross-site' }, 'auth.origin_refused'],
  ])('answers %s: %s', (_what, change, result) => {
    expect(check(change)).toBe(result)
  })
})

describe('the session cookie', () => {
  test('is Secure and host-only on https, and found among others', () => {
    const cookie = sessionCookie({ token: 'a'.repeat(43), maxAgeSeconds: 60, isHttps: true })
    expect(cookie).toBe(`__Host-infinitio_session=${'a'.repeat(43)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure`)
    expect(readSessionCookie(`x=1; ${cookie.split(';')[0]}; y=2`, { isHttps: true })).toBe('a'.repeat(43))
    expect(readSessionCookie(`infinitio_session=${'a'.repeat(43)}`, { isHttps: true })).toBeNull()
    expect(readSessionCookie('infinitio_session=short', { isHttps: false })).toBeNull()
    expect(readSessionCookie(null, { isHttps: false })).toBeNull()
  })
})
