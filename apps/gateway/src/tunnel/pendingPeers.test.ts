import { expect, test } from 'vitest'
import { PendingPeers } from './pendingPeers.ts'

test('strangers are limited in all and per address, and give their place back', () => {
  const peers = new PendingPeers({ most: 3, mostPerAddress: 2 })
  expect([peers.enter('a'), peers.enter('a'), peers.enter('a'), peers.enter('b'), peers.enter('c')]).toEqual([true, true, false, true, false])
  peers.leave('a')
  expect(peers.enter('c')).toBe(true)
  peers.leave('nobody')
  expect(peers.size).toBe(3)
})
