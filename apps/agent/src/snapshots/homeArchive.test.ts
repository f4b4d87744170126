import { randomBytes } from 'node:crypto'
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ArchiveCheck } from './archiveCheck.ts'
import { ByteCount, packedBytes, unpackBytes } from './archiveStreams.ts'
import { packHome, unpackHome } from './homeArchive.ts'

const mib = 1_048_576

describe('a packed disk', () => {
  test('unpacks to the same files, rights and links, without set-user-id bits and sockets', async () => {
    const [from, to] = [await folder(), await folder()]
    await mkdir(path.join(from, '.ssh'), { mode: 0o700 })
    await writeFile(path.join(from, '.ssh', 'id'), 'key', { mode: 0o600 })
    const big = randomBytes(3 * mib)
    await writeFile(path.join(from, 'big'), big)
    await writeFile(path.join(from, 'tool'), '#!/bin/sh\n')
    await chmod(path.join(from, 'tool'), 0o4755)
    const long = `${'deep/'.repeat(30)}file`
    await mkdir(path.join(from, path.dirname(long)), { recursive: true })
    await writeFile(path.join(from, long), 'down here')
    await symlink('/etc/passwd', path.join(from, 'out'))
    await symlink('big', path.join(from, 'near'))
    const server = createServer().listen(path.join(from, 'socket'))
    onTestFinished(() => void server.close())
    const { packed, bytes } = await pack(from)
    expect(bytes).toBeGreaterThan(3 * mib)
    await unpack(packed, to)
    expect((await readFile(path.join(to, 'big'))).equals(big)).toBe(true)
    expect((await stat(path.join(to, '.ssh'))).mode & 0o7777).toBe(0o700)
    expect((await stat(path.join(to, '.ssh', 'id'))).mode & 0o7777).toBe(0o600)
    expect((await stat(path.join(to, 'tool'))).mode & 0o7777).toBe(0o755)
    expect(await readFile(path.join(to, long), 'utf8')).toBe('down here')
    expect([await readlink(path.join(to, 'out')), await readlink(path.join(to, 'near'))]).toEqual(['/etc/passwd', 'big'])
    expect((await readdir(to)).includes('socket')).toBe(false)
    // After an interrupted restore, the next restore unpacks over the same files.
    await unpack(packed, to)
    expect((await readFile(path.join(to, 'big'))).equals(big)).toBe(true)
  })

  test('refuses an incomplete or malformed archive', async () => {
    const from = await folder()
    await writeFile(path.join(from, 'file'), randomBytes(mib))
    const { packed } = await pack(from)
    await expect(unpack(packed.subarray(0, packed.length / 2), await folder())).rejects.toMatchObject({ code: 'snapshot.damaged' })
    await expect(unpack(randomBytes(5_000), await folder())).rejects.toMatchObject({ code: 'snapshot.damaged' })
  })
})

const outside = '../escaped'
const hostile: [string, Buffer[]][] = [
  ['a path that leads up', [entry({ name: outside, content: 'x' })]],
  ['a path that leads up in the middle', [entry({ name: `a/../${outside}`, content: 'x' })]],
  ['an absolute path', [entry({ name: '/tmp/escaped', content: 'x' })]],
  ['a file through a link', [entry({ name: 'link', type: '2', link: '..' }), entry({ name: 'link/escaped', content: 'x' })]],
  ['a file through a link, spelt another way', [entry({ name: './link', type: '2', link: '..' }), entry({ name: 'link//./escaped', content: 'x' })]],
  ['a hard link to outside', [entry({ name: 'link', type: '1', link: '../secret' })]],
  ['a hard link through a link', [entry({ name: 'up', type: '2', link: '..' }), entry({ name: 'mine', type: '1', link: 'up/secret' })]],
  ['a device', [entry({ name: 'disk', type: '4' })]],
  ['a terminal', [entry({ name: 'tty', type: '3' })]],
  ['the rights of its owner', [entry({ name: 'su', mode: 0o4755, content: 'x' })]],
  ['the rights of a group', [entry({ name: 'sg', mode: 0o2755, content: 'x' })]],
  ['what nobody knows', [entry({ name: 'odd', type: 'x', content: 'x' })]],
  ['a long name that leads up', [entry({ name: '././@LongLink', type: 'L', content: `${outside}\0` }), entry({ name: 'a', content: 'x' })]],
  ['a long link that leads up', [entry({ name: '././@LongLink', type: 'K', content: '../secret\0' }), entry({ name: 'a', type: '1', link: 'b' })]],
  ['a name of a million letters', [entry({ name: '././@LongLink', type: 'L', content: 'a'.repeat(mib) }), entry({ name: 'a', content: 'x' })]],
  ['a folder with content', [entry({ name: 'dir', type: '5', content: 'x' })]],
  ['a wrong sum', [wrongSum(entry({ name: 'a', content: 'x' }))]],
  ['a second archive behind the first', [entry({ name: 'a', content: 'x' }), Buffer.alloc(1_024), entry({ name: 'b', content: 'x' })]],
]

describe('a hostile archive', () => {
  test.each(hostile)('refuses an archive with %s and writes nothing outside the disk', async (_what, entries) => {
    const place = await folder()
    const home = path.join(place, 'home')
    await mkdir(home)
    await writeFile(path.join(place, 'secret'), 'secret')
    const good = entry({ name: 'good', content: 'here first' })
    const archive = zstdCompressSync(Buffer.concat([good, ...entries, Buffer.alloc(1_024)]))
    await expect(unpack(archive, home)).rejects.toMatchObject({ code: 'snapshot.archive_refused' })
    expect((await readdir(place)).sort()).toEqual(['home', 'secret'])
    expect((await lstat(path.join(place, 'secret'))).nlink).toBe(1)
    await expect(stat('/tmp/escaped')).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test.each(hostile)('detects %s before tar gets it', (_what, entries) => {
    const check = new ArchiveCheck()
    check.push(entry({ name: 'good', content: 'here first' }))
    expect(() => {
      // Splits the archive into pieces that end in the middle of headers and contents.
      const archive = Buffer.concat([...entries, Buffer.alloc(1_024)])
      for (let at = 0; at < archive.length; at += 700) check.push(archive.subarray(at, at + 700))
      check.end()
    }).toThrow(expect.objectContaining({ code: 'snapshot.archive_refused' }))
  })

  test('ends an archive that unpacks to more than stated', async () => {
    const home = await folder()
    const bomb = zstdCompressSync(Buffer.concat([entry({ name: 'zeros', content: Buffer.alloc(64 * mib) }), Buffer.alloc(1_024)]))
    expect(bomb.length).toBeLessThan(mib)
    await expect(unpack(bomb, home, mib)).rejects.toMatchObject({ code: 'snapshot.too_large' })
    const left = await stat(path.join(home, 'zeros')).then(
      ({ size }) => size,
      () => 0,
    )
    expect(left).toBeLessThanOrEqual(2 * mib)
  })

  test('refuses an archive that states an impossible size', async () => {
    const head = entry({ name: 'huge' })
    head.fill(0xff, 124, 136)
    await expect(unpack(zstdCompressSync(wrongSum(head, 0)), await folder())).rejects.toMatchObject({ code: 'snapshot.archive_refused' })
  })
})

async function pack(from: string): Promise<{ packed: Buffer; bytes: number }> {
  const count = new ByteCount(Number.MAX_SAFE_INTEGER)
  const chunks: Buffer[] = []
  for await (const chunk of packedBytes(packHome({ folder: from, owner: null }), { count, onWords: async () => {} })) chunks.push(chunk)
  return { packed: Buffer.concat(chunks), bytes: count.bytes }
}

async function unpack(packed: Buffer, to: string, mostBytes = 128 * mib): Promise<void> {
  async function* pieces() {
    for (let at = 0; at < packed.length; at += 65_536) yield packed.subarray(at, at + 65_536)
  }
  await unpackBytes(pieces(), unpackHome({ folder: to, owner: null }), { mostBytes, onWords: async () => {} })
}

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'infinitio-archive-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

type Entry = { name: string; type?: string; link?: string; mode?: number; content?: string | Buffer }

/** Makes one entry as GNU tar writes it, with any content. */
function entry({ name, type = '0', link = '', mode = 0o644, content = '' }: Entry): Buffer {
  const body = Buffer.from(content)
  const head = Buffer.alloc(512)
  head.write(name, 0, 100, 'latin1')
  for (const [at, length, value] of [
    [100, 8, mode],
    [108, 8, 0],
    [116, 8, 0],
    [124, 12, body.length],
    [136, 12, 0],
  ] as const)
    head.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  head.write(type, 156, 'latin1')
  head.write(link, 157, 100, 'latin1')
  head.write('ustar  \0', 257, 'latin1')
  return Buffer.concat([wrongSum(head, 0), body, Buffer.alloc((512 - (body.length % 512)) % 512)])
}

/** Returns an entry with a recalculated checksum in its header. The checksum is wrong by `off`; 0 makes it right. */
function wrongSum(bytes: Buffer, off = 1): Buffer {
  const changed = Buffer.from(bytes)
  changed.fill(' ', 148, 156)
  const sum = changed.subarray(0, 512).reduce((total, byte) => total + byte, 0)
  changed.write(`${(sum + off).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return changed
}
