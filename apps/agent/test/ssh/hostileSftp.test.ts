import type { Readable } from 'node:stream'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { pick, randomFrom } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localSandboxOf } from '../../src/runtime/local/localSandbox.ts'
import { openLocalSftp } from '../../src/runtime/local/localRuntime.ts'
import { ownerOfLease } from '../../src/runtime/local/sandboxOwner.ts'
import type { PipedProcess } from '../../src/runtime/sandboxProcess.ts'
import { innerHop } from './innerHop.ts'

const seed = 20_261_122
type Random = () => number

describe(`serves hostile clients of the agent's sftp server (seed ${seed})`, () => {
  let hop: Awaited<ReturnType<typeof innerHop>>
  beforeAll(async () => {
    hop = await innerHop()
  })
  afterAll(() => hop.close())

  test('answers 4,000 malformed requests with their numbers, and serves the next request', async () => {
    const random = randomFrom(seed)
    const server = ourServer()
    const replies = repliesOf(server.stdout)
    server.stdin.write(packet(Buffer.concat([Buffer.from([1]), uint32(3)])))
    expect((await replies.next()).value?.[0]).toBe(2)
    for (let round = 0; round < 40; round += 1) {
      const ids = Array.from({ length: 100 }, (_, index) => round * 100 + index)
      server.stdin.write(Buffer.concat(ids.map((id) => packet(hostileRequest(id, random)))))
      for (const id of ids) expect((await replies.next()).value?.readUInt32BE(1)).toBe(id)
    }
    server.stdin.write(packet(Buffer.concat([Buffer.from([16]), uint32(9_999), string('.')])))
    expect(String((await replies.next()).value?.subarray(13))).toContain(hop.home)
    server.stdin.end()
    expect(await server.exited).toEqual({ code: 0, signal: null })
  })

  test.each([
    ['of no length', uint32(0)],
    ['longer than any may be', uint32(300_000)],
    ['of 4 GiB', uint32(0xffff_ffff)],
    ['too short for a number', Buffer.concat([uint32(3), Buffer.from([3, 0, 0])])],
  ])('a packet %s ends the server and nothing else', async (_what, bytes) => {
    const server = ourServer()
    server.stdin.write(bytes)
    expect(await server.exited).toEqual({ code: 1, signal: null })
  })

  test('ends the server of a client that leaves in the middle of a packet', async () => {
    const server = ourServer()
    server.stdin.end(Buffer.concat([uint32(100), Buffer.from([3])]))
    expect(await server.exited).toEqual({ code: 0, signal: null })
  })

  test.skipIf(process.getuid?.() !== 0)(
    "the server is a process of the lease's own user: nothing it was not given before is open to it",
    async () => {
      const server = ourServer()
      const replies = repliesOf(server.stdout)
      server.stdin.write(packet(Buffer.concat([Buffer.from([1]), uint32(3)])))
      await replies.next()
      const tries = ['/etc/shadow', `${hop.home}/../state.json`, '/root', `/proc/${process.pid}/environ`]
      for (const [id, file] of tries.entries()) {
        server.stdin.write(packet(Buffer.concat([Buffer.from([3]), uint32(id), string(file), uint32(1), uint32(0)])))
        const reply = (await replies.next()).value
        expect([reply?.[0], [2, 3].includes(reply?.readUInt32BE(5) ?? 0)]).toEqual([101, true])
      }
      server.stdin.write(packet(Buffer.concat([Buffer.from([3]), uint32(9), string('made'), uint32(2 | 8), uint32(0)])))
      expect((await replies.next()).value?.[0]).toBe(102)
      expect(existsSync(path.join(hop.home, 'made'))).toBe(true)
      // The agent loaded the sftp server with its own rights, before the server changed its user. Other processes of the sandbox user must not see the
      // environment or the open files of the server.
      const look = await hop.sandbox.exec({ command: `cat /proc/${server.pid}/environ || ls /proc/${server.pid}/fd`, environment: {} })
      const said = [look.stdout, look.stderr].map(async (stream) => String(Buffer.concat((await stream.toArray()) as Buffer[])))
      const [seen, refused] = await Promise.all(said)
      expect([seen, refused?.match(/Permission denied/g)?.length]).toEqual(['', 2])
      server.stdin.end()
      await server.exited
    },
  )

  /** Starts the agent's own SFTP server, even if OpenSSH's server is installed. */
  function ourServer(): PipedProcess {
    const leasesDir = path.dirname(path.dirname(hop.home))
    const owner = process.getuid?.() === 0 ? ownerOfLease({ leaseId: '7', leasesDir }) : null
    return openLocalSftp(localSandboxOf({ leaseId: '7', leasesDir, owner, environment: {} }), [])
  }
})

/** Creates a malformed request with a valid number: with a known or unknown type, fields with wrong lengths, or odd file handles. */
function hostileRequest(id: number, random: Random): Buffer {
  const types = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 200, 2, 0, 42, 101, 255]
  const texts = ['', 'a', 'b', 'sub', 'sub/c', 'no such', '1', '2', '3', '-1', '__proto__', 'x'.repeat(300), 'n\0l', '/proc/self/nothing', '~', '~/a']
  const names = [
    'posix-rename@openssh.com',
    'limits@openssh.com',
    'statvfs@openssh.com',
    'expand-path@openssh.com',
    'fsync@openssh.com',
    'constructor',
    'none',
  ]
  const field = (): Buffer => {
    const how = random()
    if (how < 0.5) return string(pick([...texts, ...names], random))
    if (how < 0.85) return uint32(pick([0, 1, 2, 3, 8, 26, 255, 4_096, 0o777, 0x7fff_ffff, 0xffff_ffff], random))
    return Buffer.from(Array.from({ length: Math.floor(random() * 20) }, () => Math.floor(random() * 256)))
  }
  const fields = Array.from({ length: Math.floor(random() * 6) }, field)
  return Buffer.concat([Buffer.from([pick(types, random)]), uint32(id), ...fields])
}

async function* repliesOf(stdout: Readable): AsyncGenerator<Buffer, undefined> {
  let kept = Buffer.alloc(0)
  for await (const bytes of stdout) {
    kept = Buffer.concat([kept, bytes as Buffer])
    while (kept.length >= 4 && kept.length >= 4 + kept.readUInt32BE(0)) {
      const end = 4 + kept.readUInt32BE(0)
      yield kept.subarray(4, end)
      kept = kept.subarray(end)
    }
  }
  return undefined
}

function packet(body: Buffer): Buffer {
  return Buffer.concat([uint32(body.length), body])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

function string(value: string): Buffer {
  return Buffer.concat([uint32(Buffer.byteLength(value)), Buffer.from(value)])
}
