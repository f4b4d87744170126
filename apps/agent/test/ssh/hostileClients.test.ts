import net from 'node:net'
import { hostileHello, hostilePayload, randomFrom, sendPayload } from '@infinitio/process/test'
import ssh2 from 'ssh2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { innerHop } from './innerHop.ts'

const seed = 20_261_121

describe(`serves hostile and slow clients of the inner SSH connection (seed ${seed})`, () => {
  let hop: Awaited<ReturnType<typeof innerHop>>
  beforeAll(async () => {
    hop = await innerHop()
  })
  afterAll(() => hop.close())

  test('ends at most the own connection of a client that sends 1,200 malformed messages', async () => {
    const random = randomFrom(seed)
    let sent = 0
    while (sent < 1_200) {
      const client = await signedIn()
      let open = true
      client.on('close', () => (open = false))
      for (let count = 0; count < 400 && open; count += 1) {
        sendPayload(client, hostilePayload(random))
        sent += 1
        // Let the event loop run, so that pending answers and the end of the connection can arrive.
        if (count % 6 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      client.end()
    }
    expect(await runs('echo alive')).toBe('alive\n')
  })

  test('ends at most the own connection after 1,000 malformed beginnings', async () => {
    const random = randomFrom(seed + 1)
    for (let round = 0; round < 20; round += 1) await Promise.all(Array.from({ length: 50 }, () => sendRaw(hop.port, hostileHello(random))))
    expect(await runs('echo alive')).toBe('alive\n')
  })

  test('cuts off a client that asks for packets of zero or one byte', async () => {
    for (const packetBytes of [0, 1]) {
      const client = await signedIn()
      const closed = new Promise<void>((resolve) => client.on('close', () => resolve()))
      sendPayload(client, openSession(0, { window: 0xffff_ffff, packetBytes }))
      sendPayload(client, execRequest(0, 'head -c 100000 /dev/zero'))
      await closed
      expect(await runs('echo alive')).toBe('alive\n')
    }
  })

  test('stores little for a client that allows 4 GiB and reads nothing', async () => {
    const client = await signedIn()
    const before = process.memoryUsage().rss
    sendPayload(client, openSession(0, { window: 0xffff_ffff, packetBytes: 32_768 }))
    ;(client as unknown as { _sock: net.Socket })._sock.pause()
    sendPayload(client, execRequest(0, 'head -c 600000000 /dev/zero; echo done > sent'))
    // The process that writes stops when the connection is full. So the rest of its output is not in the agent's memory.
    for (let look = 0; look < 3; look += 1) expect(await runs('cat sent 2>/dev/null; true')).toBe('')
    expect((process.memoryUsage().rss - before) / 1_048_576).toBeLessThan(150)
    client.end()
    ;(client as unknown as { _sock: net.Socket })._sock.destroy()
  })

  test('cuts off a client that sends beyond its window to a command that reads nothing', async () => {
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

  test('accepts 4 MiB before an answer, so that a long connection is not slow', async () => {
    const client = await signedIn()
    const { _protocol } = client as unknown as { _protocol: { _handlers: Record<string, (...values: unknown[]) => void> } }
    const window = new Promise<number>((resolve) => {
      _protocol._handlers['CHANNEL_OPEN_CONFIRMATION'] = (_self, info) => resolve((info as { window: number }).window)
    })
    sendPayload(client, openSession(0, { window: 1_000, packetBytes: 32_768 }))
    expect(await window).toBe(4 * 1_048_576)
    client.end()
  })

  test('delivers all output of an ended command to a slow client', async () => {
    const client = await signedIn()
    let arrived = 0
    const { _protocol } = client as unknown as { _protocol: { _handlers: Record<string, (...values: unknown[]) => void> } }
    _protocol._handlers['CHANNEL_DATA'] = (_self, _channel, data) => (arrived += (data as Buffer).length)
    sendPayload(client, openSession(0, { window: 1_000, packetBytes: 32_768 }))
    sendPayload(client, execRequest(0, 'head -c 100000 /dev/zero; touch over'))
    await until(async () => (await runs('ls')).includes('over'))
    // Run four more commands to wait. The agent treats the output of an ended command as complete after half a second, and these commands take longer.
    for (let look = 0; look < 4; look += 1) await runs('true')
    sendPayload(client, Buffer.concat([Buffer.from([93]), uint32(0), uint32(10_000_000)]))
    await until(() => arrived >= 100_000)
    client.end()
  })

  test("keeps a command's background processes when the client leaves", async () => {
    const client = await signedIn()
    await new Promise<void>((resolve) => {
      client.exec('(while :; do date +%N > beat; sleep 0.05; done) > /dev/null 2>&1 < /dev/null & echo started; cat', (_error, channel) => {
        channel.once('data', () => resolve())
      })
    })
    ;(client as unknown as { _sock: net.Socket })._sock.destroy()
    const first = await runs('cat beat')
    await until(async () => (await runs('cat beat')) !== first)
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

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition was not met within 15 s')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

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
