import { describe, expect, it } from 'vitest'
import { addressNetwork, clientAddress } from './clientAddress.ts'
import { trustedProxies } from './trustedProxies.ts'

const trusted = trustedProxies.parse('127.0.0.1, 10.0.0.0/8, fd00::/8')
const from = (peer: string, forwardedFor: string | null = null) => clientAddress({ peer, forwardedFor }, trusted)

describe('clientAddress', () => {
  it('returns a peer that is not a trusted proxy, with any headers', () => {
    expect(from('203.0.113.9', '8.8.8.8')).toBe('203.0.113.9')
    expect(from('203.0.113.9', '127.0.0.1')).toBe('203.0.113.9')
    expect(clientAddress({ peer: '127.0.0.1', forwardedFor: '8.8.8.8' }, trustedProxies.parse(''))).toBe('127.0.0.1')
  })

  it('returns the rightmost address that is not a trusted proxy', () => {
    expect(from('127.0.0.1', '203.0.113.9')).toBe('203.0.113.9')
    expect(from('127.0.0.1', '203.0.113.9, 10.1.2.3')).toBe('203.0.113.9')
    expect(from('fd00::7', '2001:db8::5, 10.1.2.3')).toBe('2001:db8::5')
  })

  it('ignores entries that a visitor wrote further left', () => {
    expect(from('127.0.0.1', '127.0.0.1, 203.0.113.9')).toBe('203.0.113.9')
    expect(from('127.0.0.1', '6.6.6.6, 10.9.9.9, 203.0.113.9, 10.1.2.3')).toBe('203.0.113.9')
    expect(from('127.0.0.1', `${'1.1.1.1,'.repeat(5_000)}203.0.113.9`)).toBe('203.0.113.9')
  })

  it('stops at an entry that is not an address', () => {
    expect(from('127.0.0.1', '203.0.113.9, unknown')).toBe('127.0.0.1')
    expect(from('127.0.0.1', '203.0.113.9, unknown, 10.1.2.3')).toBe('10.1.2.3')
    expect(from('127.0.0.1', '')).toBe('127.0.0.1')
  })

  it('reads IPv4 that is mapped into IPv6 as IPv4', () => {
    expect(from('::ffff:127.0.0.1', '::ffff:203.0.113.9')).toBe('203.0.113.9')
  })
})

describe('trustedProxies', () => {
  it.each([
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/8, 0.0.0.0/0',
    '10.0.0.0/33',
    '10.0.0/8',
    'proxy.example',
    '10.0.0.0/8/8',
    '::1/129',
    '10.0.0.0/-1',
    '10.0.0.0/',
  ])('refuses %s', (text) => {
    expect(trustedProxies.safeParse(text).success).toBe(false)
  })

  it('accepts networks and single addresses of both families', () => {
    expect(trusted('127.0.0.1') && trusted('10.255.0.1') && trusted('fd12::1')).toBe(true)
    expect(trusted('127.0.0.2') || trusted('11.0.0.1') || trusted('2001:db8::1') || trusted('nobody')).toBe(false)
  })
})

describe('addressNetwork', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:0:1:aaaa::5', '2001:db8:0:1::/64'],
    ['2001:DB8:0:1::', '2001:db8:0:1::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(addressNetwork(address)).toBe(network)
  })
})
