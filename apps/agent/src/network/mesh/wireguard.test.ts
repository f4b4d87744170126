import { expect, test } from 'vitest'
import { parseDump, peerChanges } from './wireguard.ts'

const [own, one, two] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer]
const hex = (key: Buffer): string => `0x${key.toString('hex')}`
const dump = [
  [own.toString('base64'), own.toString('base64'), '51820', 'off'].join('\t'),
  [one.toString('base64'), '(none)', '45.76.0.2:51820', '100.64.0.2/32', '1800000000', '92', '180', '20'].join('\t'),
  [two.toString('base64'), '(none)', '(none)', '100.64.0.3/32', '0', '0', '0', '20'].join('\t'),
].join('\n')

test('reads the port, the key and the peers of an interface', () => {
  const state = parseDump(`${dump}\n`)
  expect(state).toMatchObject({ port: 51_820, publicKey: hex(own) })
  expect(state.peers.map(({ publicKey, endpoint, handshakeAt, receivedBytes }) => ({ publicKey, endpoint, handshakeAt, receivedBytes }))).toEqual([
    { publicKey: hex(one), endpoint: '45.76.0.2:51820', handshakeAt: 1_800_000_000, receivedBytes: 92 },
    { publicKey: hex(two), endpoint: null, handshakeAt: 0, receivedBytes: 0 },
  ])
  expect(() => parseDump('Unable to access interface')).toThrow('another form')
})

test('changes nothing of a peer that stays, also while WireGuard follows it to another address', () => {
  const { peers } = parseDump(dump)
  const wanted = [
    { publicKey: hex(one), address: '100.64.0.2', endpoint: null },
    { publicKey: hex(two), address: '100.64.0.3', endpoint: null },
  ]
  expect(peerChanges(wanted, peers)).toEqual([])
})

test('adds, corrects and removes peers, each with one address', () => {
  const { peers } = parseDump(dump)
  const changes = peerChanges([{ publicKey: hex(two), address: '100.64.0.9', endpoint: '45.76.1.2:51820' }], peers)
  expect(changes.slice(0, 3)).toEqual(['peer', one.toString('base64'), 'remove'])
  expect(changes.slice(3)).toEqual(
    ['peer', two.toString('base64'), 'allowed-ips', '100.64.0.9/32'].concat(['persistent-keepalive', '20', 'endpoint', '45.76.1.2:51820']),
  )
})

test('sends a peer an empty packet at once by its interval', () => {
  const { peers } = parseDump(dump)
  const wanted = [
    { publicKey: hex(one), address: '100.64.0.2', endpoint: '45.76.0.2:51820', isNudged: true },
    { publicKey: hex(two), address: '100.64.0.3', endpoint: null },
  ]
  const peer = ['peer', one.toString('base64')]
  expect(peerChanges(wanted, peers)).toEqual([
    ...[...peer, 'persistent-keepalive', '0'],
    ...[...peer, 'allowed-ips', '100.64.0.2/32', 'persistent-keepalive', '20', 'endpoint', '45.76.0.2:51820'],
  ])
})
