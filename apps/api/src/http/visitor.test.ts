import { describe, expect, it } from 'vitest'
import { trustedProxies } from '@infinitio/process'
import { visitorOf } from './visitor.ts'

const visitor = (peer: string, headers: Record<string, string> = {}, proxies = '127.0.0.1') =>
  visitorOf(peer, { read: (name) => headers[name] ?? null, trusts: trustedProxies.parse(proxies), isForeignPage: false })

describe('visitorOf', () => {
  it('counts two visitors behind one proxy apart, and one visitor of IPv6 as one', () => {
    expect(visitor('127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }).network).toBe('203.0.113.9')
    expect(visitor('127.0.0.1', { 'x-forwarded-for': '203.0.113.10' }).network).toBe('203.0.113.10')
    const [one, other] = ['2001:db8::1', '2001:db8::ffff:2'].map((address) => visitor('127.0.0.1', { 'x-forwarded-for': address }).network)
    expect(one).toBe(other)
  })

  it('is this machine only over loopback and without any forwarding header, also from a trusted proxy', () => {
    expect(visitor('127.0.0.1').isThisMachine).toBe(true)
    expect(visitor('::ffff:127.0.0.1').isThisMachine).toBe(true)
    expect(visitor('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }).isThisMachine).toBe(false)
    expect(visitor('127.0.0.1', { 'x-forwarded-for': '' }).isThisMachine).toBe(false)
    expect(visitor('192.0.2.1').isThisMachine).toBe(false)
    expect(visitor('192.0.2.1', { 'x-forwarded-for': '127.0.0.1' }).isThisMachine).toBe(false)
  })
})
