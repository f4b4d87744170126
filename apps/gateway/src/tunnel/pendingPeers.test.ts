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
