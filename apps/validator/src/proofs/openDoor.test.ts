import { connect, type Socket } from 'node:net'
import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { Logger } from '@infinitio/process'
import type { Door, SlotChecks } from '../validator/door.ts'
import { networkOf, sourceOf } from './commitSource.ts'
import { openDoor } from './openDoor.ts'

const logger = { info: () => undefined } as unknown as Logger
/** A check that never ends, so that each message waits for it. */
const held: SlotChecks = { isKnown: () => false, check: () => new Promise(() => undefined) }
let door: Door | undefined
afterEach(() => door?.close())

async function opened(more: { connections?: { total: number; ofGroup: number } } = {}) {
  door = await openDoor({ host: '127.0.0.1', port: 0, logger, ...more })
  const url = `http://127.0.0.1:${door.port}`
  const post = async (body: string, path = '/commits') => (await fetch(`${url}${path}`, { method: 'POST', body })).status
  return { door, url, post }
}

describe('the door of a timer', () => {
  it('takes messages only while a slot is open, each once, with the time of the first', async () => {
    const { door: it, url, post } = await opened()
    expect((await fetch(url)).status).toBe(204)
    expect(await post('early')).toBe(409)
    const before = performance.now()
    it.open('a slot', held)
    expect([await post('one'), await post('two'), await post('one')]).toEqual([204, 204, 204])
    const arrived = it.shut('a slot').waiting
    expect(arrived.map(({ text }) => text)).toEqual(['one', 'two'])
    const [first, second] = arrived.map(({ atMs }) => atMs) as [number, number]
    expect(before < first && first < second).toBe(true)
    expect(await post('late')).toBe(409)
    it.open('a slot', held)
    expect(it.shut('a slot')).toEqual({ checked: [], waiting: [] })
  })

  it('notes the network of each sender, and apart from it the network that a sender names', async () => {
    const { door: it, url, post } = await opened()
    it.open('a slot', held)
    await post('one')
    await fetch(`${url}/commits`, { method: 'POST', body: 'two', headers: { 'x-network': '3fff:12::' } })
    expect(it.shut('a slot').waiting).toMatchObject([
      { text: 'one', network: '127.0.0', namedNetwork: null },
      { text: 'two', network: '127.0.0', namedNetwork: '3fff:12' },
    ])
  })

  it.each([
    ['203.0.113.7', '203.0.113'],
    ['::ffff:203.0.113.200', '203.0.113'],
    ['2001:db8:1:2::3', '2001:db8'],
    ['2001:db8:ffff::1', '2001:db8'],
    ['2001::1', '2001:0'],
    ['::1', '0:0'],
  ])('counts %s as the network %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  it('begins with nothing at a slot after all others are shut, also those that overlapped', async () => {
    const { door: it, post } = await opened()
    it.open('a first slot', held)
    it.open('another', held)
    await post('one')
    it.shut('another')
    expect(await post('two')).toBe(204)
    expect(it.shut('a first slot').waiting).toHaveLength(2)
    it.open('a third', held)
    expect(it.shut('a third').waiting).toEqual([])
  })

  it('refuses other paths, a message that is too long, and more than its share from one address', async () => {
    const { door: it, post } = await opened()
    it.open('a slot', held)
    expect(await post('one', '/other')).toBe(404)
    expect(await post('x'.repeat(384 * 1_024 + 1))).toBe(413)
    expect(await post('x'.repeat(384 * 1_024))).toBe(204)
    for (let at = 1; at < 1_024; at += 1) await post(`${at}`)
    expect(await post('one more')).toBe(429)
    expect(it.shut('a slot').waiting).toHaveLength(1_024)
  })

  it('has connections left for others while one address holds as many as it can and sends nothing', async () => {
    const { door: it } = await opened()
    it.open('a slot', held)
    const sockets = new Set<Socket>()
    const holding = Array.from(
      { length: 1_000 },
      () =>
        new Promise<void>((done) => {
          const socket = connect({ host: '127.0.0.1', port: it.port, localAddress: '127.0.0.1' }, done)
          sockets.add(socket)
          socket.on('error', () => done())
          socket.on('close', () => sockets.delete(socket))
        }),
    )
    await Promise.all(holding)
    await expect.poll(() => sockets.size).toBe(256)
    const status = await new Promise((done, reject) => {
      const options = { host: '127.0.0.1', port: it.port, localAddress: '127.0.0.2', path: '/commits', method: 'POST' }
      request(options, (response) => done(response.resume().statusCode))
        .on('error', reject)
        .end('honest')
    })
    expect(status).toBe(204)
    for (const socket of sockets) socket.destroy()
  })

  it('has a connection left for a machine while 20 addresses hold as many as they can', async () => {
    const { door: it } = await opened({ connections: { total: 64, ofGroup: 16 } })
    const sockets: Socket[] = []
    const hold = (localAddress: string) =>
      new Promise<void>((done) => {
        const socket = connect({ host: '127.0.0.1', port: it.port, localAddress }, done)
        sockets.push(socket)
        socket.on('error', () => done())
      })
    for (let from = 2; from < 22; from += 1) await Promise.all(Array.from({ length: 12 }, () => hold(`127.0.0.${from}`)))
    it.open('a slot', held)
    const status = await new Promise((done, reject) => {
      const options = { host: '127.0.0.1', port: it.port, localAddress: '127.0.1.1', path: '/commits', method: 'POST' }
      request(options, (response) => done(response.resume().statusCode))
        .on('error', reject)
        .end('honest')
    })
    expect(status).toBe(204)
    for (const socket of sockets) socket.destroy()
  })

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('counts %s as %s', (remote, source) => {
    expect(sourceOf(remote)).toBe(source)
  })
})
