import { expect, test } from 'vitest'
import { PendingPeers } from './pendingPeers.ts'

test('limits unproven peers in all and per address, until they leave', () => {
  const peers = new PendingPeers({ most: 3, mostPerAddress: 2 })
  expect([peers.enter('a'), peers.enter('a'), peers.enter('a'), peers.enter('b'), peers.enter('c')]).toEqual([true, true, false, true, false])
  peers.leave('a')
  expect(peers.enter('c')).toBe(true)
  peers.leave('nobody')
  expect(peers.size).toBe(3)
})

test('counts all addresses of one IPv6 network of 64 bits as one, so that one customer cannot fill all places', () => {
  const peers = new PendingPeers({ most: 100, mostPerAddress: 2 })
  const [first, second, third] = ['2001:db8:0:1::1', '2001:db8:0:1:ffff::2', '2001:db8:0:1:0:0:0:3'] as const
  expect([peers.enter(first), peers.enter(second), peers.enter(third)]).toEqual([true, true, false])
  expect([peers.enter('2001:db8:0:2::1'), peers.enter('::ffff:203.0.113.9'), peers.enter('203.0.113.9'), peers.enter('203.0.113.9')]).toEqual([
    ...[true, true, true, false],
  ])
  peers.leave(first)
  expect(peers.enter(third)).toBe(true)
})
