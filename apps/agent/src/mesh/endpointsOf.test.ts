import { expect, test } from 'vitest'
import { endpointsOf, isConnected } from './endpointsOf.ts'

const told = (hosts: string[], seenFrom: string | null = null) => ({
  statement: { leaseId: '1', publicKey: '0x', port: 51_820, hosts, signedAt: 0, signature: '0x' },
  seenFrom,
})

test('lists public addresses once, IPv6 in brackets, and the address that the market saw last', () => {
  expect(endpointsOf(told(['45.76.0.2', '2606:4700::1', '45.76.0.2'], '46.0.0.1'), { mayBePrivate: false })).toEqual([
    '45.76.0.2:51820',
    '[2606:4700::1]:51820',
    '46.0.0.1:51820',
  ])
})

test.each(['10.0.0.1', '192.168.1.1', '127.0.0.1', '169.254.169.254', '100.64.0.1', 'fd00::1', 'fe80::1', '::1', '2002:a00:1::', '999.1.1.1', ':::'])(
  'never sends to %s for another provider',
  (host) => {
    expect(endpointsOf(told([host]), { mayBePrivate: false })).toEqual([])
  },
)

test('uses private addresses between machines of one provider, and ignores malformed addresses', () => {
  expect(endpointsOf(told(['10.0.0.1', '999.1.1.1']), { mayBePrivate: true })).toEqual(['10.0.0.1:51820'])
})

test('counts a connection as lost 180 s after its last handshake', () => {
  expect(isConnected({ handshakeAt: 500, nowMs: 600_000 })).toBe(true)
  expect(isConnected({ handshakeAt: 400, nowMs: 600_000 })).toBe(false)
})
