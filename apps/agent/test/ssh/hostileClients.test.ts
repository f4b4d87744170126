import net from 'node:net'
import { hostileHello, hostilePayload, randomFrom, sendPayload } from '@infinitio/process/test'
import ssh2 from 'ssh2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { innerHop } from './innerHop.ts'

const seed = 20_261_121

describe(`the inner SSH hop and clients that mean no good (seed ${seed})`, () => {
  let hop: Awaited<ReturnType<typeof innerHop>>
  beforeAll(async () => {
    hop = await innerHop()
  })
  afterAll(() => hop.close())

  test('2,000 malformed messages of clients that have signed in end at most their own connections', async () => {
    const random = randomFrom(seed)
    let sent = 0
    while (sent < 2_000) {
      const client = await signedIn()
      let open = true
      client.on('close', () => (open = false))
      for (let count = 0; count < 400 && open; count += 1) {
        sendPayload(client, hostilePayload(random))
        sent += 1
        // Lets the answers and the end of the connection through.
        if (count % 6 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      client.end()
    }
    expect(await runs('echo alive')).toBe('alive\n')
  })

  test('1,000 malformed beginnings end at most their own connections', async () => {
    const random = randomFrom(seed + 1)
    for (let round = 0; round < 20; round += 1) await Promise.all(Array.from({ length: 50 }, () => sendRaw(hop.port, hostileHello(random))))
    expect(await runs('echo alive')).toBe('alive\n')
  })

  test('a client that asks for packets of no bytes, or of one, is cut off before anything is written for it', async () => {
    for (const packetBytes of [0, 1]) {
      const client = await signedIn()
      const closed = new Promise<void>((resolve) => client.on('close', () => resolve()))
      sendPayload(client, openSession(0, { window: 0xffff_ffff, packetBytes }))
      sendPayload(client, execRequest(0, 'head -c 100000 /dev/zero'))
      await closed
      expect(await runs('echo alive')).toBe('alive\n')
    }
  })

  test('a client that gives leave for 4 GiB and reads nothing has little of it kept for it', async () => {
    const client = await signedIn()
    const before = process.memoryUsage().rss
    sendPayload(client, openSession(0, { window: 0xffff_ffff, packetBytes: 32_768 }))
    ;(client as unknown as { _sock: net.Socket })._sock.pause()
    sendPayload(client, execRequest(0, 'head -c 600000000 /dev/zero; echo done > sent'))
    // The process stops when the line is full: what it still holds back is not in our memory.
    for (let look = 0; look < 5; look += 1) expect(await runs('cat sent 2>/dev/null; true')).toBe('')
    expect((process.memoryUsage().rss - before) / 1_048_576).toBeLessThan(150)
    client.end()
    ;(client as unknown as { _sock: net.Socket })._sock.destroy()
  })

  test('a client that sends beyond its leave to a command that reads nothing is cut off', async () => {
    const client = await signedIn()
    const closed = new Promise<void>((resolve) => client.on('close', () => resolve()))
    sendPayload(client, openSession(0, { window: 2_000_000, packetBytes: 32_768 }))
    sendPayload(client, execRequest(0, 'sleep 1000'))
    const data = Buffer.concat([Buffer.from([94]), uint32(0), uint32(30_000), Buffer.alloc(30_000)])
    let over = false
    void closed.then(() => (over = true))
    for (let count = 0; count < 2_000 && !over; count += 1) {
      sendPayload(client, data)
      if (count % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await closed
    expect(await runs('echo alive')).toBe('alive\n')
  })

  function signedIn(): Promise<InstanceType<typeof ssh2.Client>> {
    return new Promise((resolve, reject) => {
      const client = new ssh2.Client()
      client.on('ready', () => resolve(client))
      client.on('error', (error) => reject(error))
      client.connect({ host: '127.0.0.1', port: hop.port, username: 'root', privateKey: hop.key })
    })
  }

  async function runs(command: string): Promise<string> {
    const client = await signedIn()
    return new Promise((resolve, reject) => {
      let text = ''
      client.exec(command, (error, channel) => {
        if (error !== undefined) return reject(error)
        channel.on('data', (bytes: Buffer) => (text += bytes.toString()))
        channel.on('close', () => {
          client.end()
          resolve(text)
        })
      })
    })
  }
})

function openSession(channel: number, { window, packetBytes }: { window: number; packetBytes: number }): Buffer {
  return Buffer.concat([Buffer.from([90]), string('session'), uint32(channel), uint32(window), uint32(packetBytes)])
}

function execRequest(channel: number, command: string): Buffer {
  return Buffer.concat([Buffer.from([98]), uint32(channel), string('exec'), Buffer.from([0]), string(command)])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

function string(value: string): Buffer {
  return Buffer.concat([uint32(Buffer.byteLength(value)), Buffer.from(value)])
}

function sendRaw(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.end(bytes))
    socket.on('error', () => {})
    socket.resume()
    socket.once('close', () => resolve())
  })
}
