import { execFileSync } from 'node:child_process'
import net from 'node:net'
import { hasOpenSsh, hostileHello, hostilePayload, randomFrom, sendPayload } from '@infinitio/process/test'
import { knownHostsLine } from '@infinitio/domain'
import ssh2 from 'ssh2'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startTestbed } from '../startTestbed.ts'
import { until } from '../until.ts'
import { opensshLease, run } from './opensshLease.ts'
import { offeredAlgorithms, terrapinRelay } from './terrapinRelay.ts'

const seed = 20_261_123

describe.skipIf(!hasOpenSsh)('protects the outer SSH hop from hostile clients', () => {
  let testbed: Awaited<ReturnType<typeof startTestbed>>
  let lease: Awaited<ReturnType<typeof opensshLease>>
  beforeAll(async () => {
    testbed = await startTestbed()
    lease = await opensshLease(testbed, 1)
  })
  afterAll(() => testbed.close())

  test('agrees on a cipher that is safe from Terrapin, and on strict key exchange, on both hops', async () => {
    const { code, stderr } = await lease.ssh(['-vvv', lease.host, 'true'])
    expect(code).toBe(0)
    expect(
      stderr.match(/kex: (server->client|client->server) cipher: (aes(128|256)-gcm@openssh\.com|aes\d+-ctr MAC: hmac-sha2-(256|512)) /g),
    ).toHaveLength(4)
    expect(stderr.match(/will use strict KEX ordering/g)).toHaveLength(2)
  })

  test('offers no algorithm that Terrapin attacks, none with SHA-1, and no compression', async () => {
    const [kex = [], hostKeys = [], ...lists] = await offeredAlgorithms(testbed.gateway.sshPort)
    expect(kex).toContain('kex-strict-s-v00@openssh.com')
    expect(hostKeys).toEqual(['ssh-ed25519'])
    expect([...kex, ...lists.flat()].filter((name) => /chacha|cbc|etm|sha1|md5|arcfour|zlib|group1-/.test(name))).toEqual([])
  })

  test.each([
    ['chacha20-poly1305', ['-c', 'chacha20-poly1305@openssh.com']],
    ['CBC with encrypt-then-MAC', ['-c', 'aes128-cbc', '-m', 'hmac-sha2-256-etm@openssh.com']],
    ['CTR with encrypt-then-MAC', ['-c', 'aes128-ctr', '-m', 'hmac-sha2-256-etm@openssh.com']],
  ])('a client that can only %s is refused by both hops', async (_what, flags) => {
    const outer = await lease.tenant.run([...flags, '-p', String(testbed.gateway.sshPort), 'lease-1@127.0.0.1'])
    expect([outer.code, outer.stderr]).toEqual([255, expect.stringContaining('Unable to negotiate')])
    const inner = await lease.ssh([...flags, lease.host, 'true'])
    expect([inner.code, inner.stderr]).toEqual([255, expect.stringContaining('Unable to negotiate')])
  })

  test('serves an old client with CTR and a plain MAC', async () => {
    expect((await lease.ssh(['-c', 'aes128-ctr', '-m', 'hmac-sha2-256', lease.host, 'echo in'])).stdout).toBe('in\n')
  })

  test('ends the handshake when a packet is inserted before the first encrypted one', async () => {
    const signIn = async (inject: boolean): Promise<string> => {
      const relay = await terrapinRelay({ serverPort: testbed.gateway.sshPort, inject })
      onTestFinished(relay.close)
      const known = path.join(lease.work, `known-${inject}`)
      writeFileSync(known, `${knownHostsLine({ host: '127.0.0.1', port: relay.port, hostKey: testbed.gateway.hostKey })}\n`)
      const options = ['-o', `UserKnownHostsFile=${known}`, '-p', String(relay.port)]
      return (await lease.tenant.run([...options, '-W', 'lease-1:22', 'lease-1@127.0.0.1'])).stdout
    }
    expect(await signIn(false)).toContain('SSH-2.0-infinitio-node')
    expect(await signIn(true)).toBe('')
  })

  test(`ends at most the own connections of a renter who sends 2,000 malformed messages (seed ${seed})`, async () => {
    const random = randomFrom(seed)
    let sent = 0
    while (sent < 2_000) {
      const client = await signedIn()
      let open = true
      client.on('close', () => (open = false))
      for (let count = 0; count < 400 && open; count += 1) {
        sendPayload(client, hostilePayload(random))
        sent += 1
        if (count % 6 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      client.end()
    }
    expect((await lease.exec('echo alive')).stdout).toBe('alive\n')
  })

  test(`ends at most the own connections after 1,000 malformed beginnings from many addresses (seed ${seed + 1})`, async () => {
    const random = randomFrom(seed + 1)
    for (let source = 1; source <= 100; source += 1)
      await Promise.all(Array.from({ length: 10 }, () => sendFrom(`127.0.1.${source}`, hostileHello(random))))
    expect((await lease.exec('echo alive')).stdout).toBe('alive\n')
  })

  test('cuts off a client that asks the outer hop for packets of zero bytes', async () => {
    const client = await signedIn()
    const closed = new Promise<void>((resolve) => client.on('close', () => resolve()))
    const text = (value: string): Buffer => Buffer.concat([uint32(value.length), Buffer.from(value)])
    const fields = [uint32(0), uint32(0xffff_ffff), uint32(0), text('lease-1'), uint32(22), text('127.0.0.1'), uint32(1)]
    sendPayload(client, Buffer.concat([Buffer.from([90]), text('direct-tcpip'), ...fields]))
    await closed
    expect((await lease.exec('echo alive')).stdout).toBe('alive\n')
  })

  test('refuses a guessing source, even with the right key, until points are forgiven, and serves others', async () => {
    const guesser = '127.0.2.1'
    for (let guess = 0; guess < 25; guess += 1) await sendFrom(guesser, Buffer.from('SSH-2.0-guess\r\n'))
    const own = (bind: string) => lease.tenant.run(['-b', bind, '-p', String(testbed.gateway.sshPort), '-W', 'lease-1:22', 'lease-1@127.0.0.1'])
    expect((await own(guesser)).stdout).toBe('')
    expect((await own('127.0.2.2')).stdout).toContain('SSH-2.0-infinitio-node')
    await until(async () => (await own(guesser)).stdout.includes('SSH-2.0-infinitio-node'))
  })

  test('counts many wrong keys in one connection more than once', async () => {
    const source = '127.0.3.1'
    const files = Array.from({ length: 18 }, (_, index) => {
      const file = path.join(lease.work, `wrong-${index}`)
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file])
      return file
    })
    const known = path.join(lease.work, 'known-gateway')
    writeFileSync(known, `${knownHostsLine({ host: '127.0.0.1', port: testbed.gateway.sshPort, hostKey: testbed.gateway.hostKey })}\n`)
    const options = ['-F', '/dev/null', '-o', 'IdentitiesOnly=yes', '-o', 'BatchMode=yes', '-o', `UserKnownHostsFile=${known}`, '-b', source]
    const wrong = [...options, ...files.flatMap((file) => ['-i', file]), '-p', String(testbed.gateway.sshPort), 'lease-1@127.0.0.1']
    const runs = []
    for (let guess = 0; guess < 6; guess += 1) runs.push((await run('ssh', wrong, { input: '', cwd: lease.work })).stderr)
    expect(runs[0]).toContain('Permission denied')
    expect(runs.at(-1)).toMatch(/closed|reset/)
  })

  function signedIn(): Promise<InstanceType<typeof ssh2.Client>> {
    return new Promise((resolve, reject) => {
      const client = new ssh2.Client()
      client.on('ready', () => resolve(client))
      client.on('error', (error) => reject(error))
      client.connect({ host: '127.0.0.1', port: testbed.gateway.sshPort, username: 'lease-1', privateKey: keyOf(lease.tenant.options) })
    })
  }

  function sendFrom(localAddress: string, bytes: Buffer): Promise<void> {
    return new Promise((resolve) => {
      const socket = net.connect({ port: testbed.gateway.sshPort, host: '127.0.0.1', localAddress }, () => socket.end(bytes))
      socket.on('error', () => {})
      socket.resume()
      socket.once('close', () => resolve())
    })
  }
})

/** Reads the private key of a renter's client from the file that its configuration names. */
function keyOf(options: readonly string[]): string {
  const config = readFileSync(options[1] ?? '', 'utf8')
  return readFileSync(/IdentityFile (\S+)/.exec(config)?.[1] ?? '', 'utf8')
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}
