import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { refusal } from '../transport/refusal.ts'
import { LeaseFiles } from './leaseFiles.ts'
import { SftpSession } from './sftpSession.ts'

const ourServer = path.join(import.meta.dirname, '../../../../apps/agent/src/ssh/sftp/main.ts')

test('a written file has the sent bytes, reads the same, and is not visible before it is complete', async () => {
  const { files, home } = await setup()
  const bytes = randomBytes(3_000_001)
  let confirmed = 0
  let seen: string[] = []
  const source = async function* () {
    for (let at = 0; at < bytes.length; at += 700_000) {
      yield bytes.subarray(at, at + 700_000)
      seen = [...seen, ...readdirSync(home).filter((name) => name === 'model.bin')]
    }
  }
  await files.write(`${home}/model.bin`, source(), { replace: false, onBytes: (count) => (confirmed += count) })
  expect(seen).toEqual([])
  expect(confirmed).toBe(bytes.length)
  expect(readdirSync(home)).toEqual(['model.bin'])
  expect(hashOf(readFileSync(path.join(home, 'model.bin')))).toBe(hashOf(bytes))
  expect(hashOf(await whole(files.read('model.bin')))).toBe(hashOf(bytes))
  expect(await whole(files.read('model.bin', { limitBytes: 200_000 }))).toEqual(bytes.subarray(0, 200_000))
})

test('a name that is taken is kept unless it may be replaced, and then keeps its permissions; a link is written through', async () => {
  const { files, home } = await setup()
  writeFileSync(path.join(home, 'run.sh'), 'old', { mode: 0o750 })
  chmodSync(path.join(home, 'run.sh'), 0o750)
  symlinkSync('run.sh', path.join(home, 'link'))
  mkdirSync(path.join(home, 'folder'))
  await expect(files.write('run.sh', once('new'), { replace: false })).rejects.toMatchObject({ code: 'lease.file_exists' })
  await expect(files.write('folder', once('new'), { replace: true })).rejects.toMatchObject({ code: 'lease.file_exists' })
  await expect(files.rename('link', 'run.sh')).rejects.toMatchObject({ code: 'lease.file_exists' })
  await expect(files.makeFolder('folder')).rejects.toMatchObject({ code: 'lease.file_exists' })
  expect(readFileSync(path.join(home, 'run.sh'), 'utf8')).toBe('old')
  await files.write('link', once('new'), { replace: true })
  expect(readlinkSync(path.join(home, 'link'))).toBe('run.sh')
  expect(readFileSync(path.join(home, 'run.sh'), 'utf8')).toBe('new')
  expect(statSync(path.join(home, 'run.sh')).mode & 0o777).toBe(0o750)
})

test('an upload that is cancelled or loses its connection leaves the old file', async () => {
  const { files, home, cut } = await setup()
  writeFileSync(path.join(home, 'data'), 'before')
  const stop = new AbortController()
  const source = async function* (then: () => void) {
    yield Buffer.alloc(500_000)
    then()
    yield Buffer.alloc(500_000)
  }
  await expect(
    files.write(
      'data',
      source(() => stop.abort()),
      { replace: true, signal: stop.signal },
    ),
  ).rejects.toMatchObject({ name: 'AbortError' })
  expect(readdirSync(home)).toEqual(['data'])
  await expect(files.write('data', source(cut), { replace: true })).rejects.toMatchObject({ code: 'lease.transfer_broken' })
  expect(readFileSync(path.join(home, 'data'), 'utf8')).toBe('before')
  expect(files.isOver).toBe(true)
})

test('a download whose line breaks throws and never ends as if it were whole', async () => {
  const { files, home, cut } = await setup()
  writeFileSync(path.join(home, 'long'), randomBytes(5_000_000))
  let got = 0
  const reading = (async () => {
    for await (const part of files.read('long')) {
      got += part.byteLength
      if (got > 1_000_000) cut()
    }
  })()
  await expect(reading).rejects.toMatchObject({ code: 'lease.transfer_broken' })
  expect(got).toBeLessThan(5_000_000)
})

test('an archive is what tar unpacks: names long and foreign, links, empty files and permissions', async () => {
  const { files, home } = await setup()
  const long = `${'deep/'.repeat(30)}end`
  mkdirSync(path.join(home, 'tree', long), { recursive: true })
  writeFileSync(path.join(home, 'tree', long, 'ünïcode ✓ 文件'), randomBytes(100_000))
  for (let count = 0; count < 40; count += 1) writeFileSync(path.join(home, 'tree', `small-${count}`), randomBytes(count * 37))
  writeFileSync(path.join(home, 'tree', 'long-name-'.repeat(14)), 'long')
  writeFileSync(path.join(home, 'tree/run'), '#!/bin/sh\n', { mode: 0o755 })
  symlinkSync('small-3', path.join(home, 'tree/link'))
  symlinkSync('/nowhere/ü', path.join(home, 'tree/broken'))
  const out = mkdtempSync(path.join(tmpdir(), 'infinitio-untar-'))
  onTestFinished(() => rmSync(out, { recursive: true, force: true }))
  writeFileSync(path.join(out, 'all.tar'), await whole(files.archive('tree', { name: 'tree' })))
  execFileSync('tar', ['-xf', 'all.tar'], { cwd: out })
  expect(treeOf(path.join(out, 'tree'))).toEqual(treeOf(path.join(home, 'tree')))
  expect(statSync(path.join(out, 'tree/run')).mode & 0o777).toBe(0o755)
})

test('folders are listed, made, renamed and deleted with all that is in them, and links in them lead nowhere', async () => {
  const { files, home } = await setup()
  const beside = mkdtempSync(path.join(tmpdir(), 'infinitio-beside-'))
  onTestFinished(() => rmSync(beside, { recursive: true, force: true }))
  writeFileSync(path.join(beside, 'kept'), 'kept')
  await files.makeFolder('a')
  await files.makeFolder('a/b')
  for (let count = 0; count < 250; count += 1) writeFileSync(path.join(home, 'a/b', `file ${count}`), 'x')
  symlinkSync(beside, path.join(home, 'a/b/out'))
  expect(await files.entries('a/b')).toHaveLength(251)
  expect((await files.entries('a')).map(({ name, kind }) => ({ name, kind }))).toEqual([{ name: 'b', kind: 'folder' }])
  symlinkSync(beside, path.join(home, 'beside'))
  await files.remove('beside')
  await files.rename('a', 'c')
  await files.remove('c')
  expect(readdirSync(home)).toEqual([])
  expect(existsSync(path.join(beside, 'kept'))).toBe(true)
  await expect(files.entries('c')).rejects.toMatchObject({ code: 'lease.file_unknown' })
  expect(await files.realPath('.')).toBe(home)
})

test.each<[string, number[]]>([
  ['an answer that nobody asked for', [0, 0, 0, 9, 101, 0, 0, 0, 99, 0, 0, 0, 0]],
  ['an answer of 4 GiB', [255, 255, 255, 255, 101]],
  ['an answer that ends too early', [0, 0, 0, 2, 101, 0]],
])('a machine that sends %s ends the session, and who waits is told', async (_what, bytes) => {
  const session = new SftpSession({ send: () => {}, close: () => {} })
  const files = new LeaseFiles(session)
  const asked = files.realPath('.')
  session.took(new Uint8Array(bytes))
  await expect(asked).rejects.toMatchObject({ code: 'lease.transfer_broken' })
})

test('a machine cannot name a file out of its folder', async () => {
  const sent: Uint8Array[] = []
  const session = new SftpSession({ send: (bytes) => void sent.push(bytes), close: () => {} })
  const listed = new LeaseFiles(session).entries('/root')
  session.took(answer(102, 1, [0, 0, 0, 1, 104]))
  await expect.poll(() => sent.length).toBe(2)
  const names = ['..', '.', '', '../../.bashrc', 'a/b', 'nul\0', 'fine']
  const entries = names.flatMap((name) => [...text(name), ...text(''), 0, 0, 0, 0])
  session.took(answer(104, 2, [0, 0, 0, names.length, ...entries]))
  await expect.poll(() => sent.length).toBe(3)
  session.took(answer(101, 3, [0, 0, 0, 1]))
  expect((await listed).map(({ name }) => name)).toEqual(['fine'])
})

function answer(type: number, id: number, fields: number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([0, 0, (fields.length + 5) >> 8, (fields.length + 5) & 255, type, 0, 0, 0, id, ...fields])
}

function text(value: string): number[] {
  return [0, 0, 0, value.length, ...Buffer.from(value)]
}

/** Serves a folder through the same SFTP server program that leases use. `cut` breaks the connection, as when a machine is lost. */
async function setup() {
  const home = mkdtempSync(path.join(tmpdir(), 'infinitio-files-'))
  const server = spawn(process.execPath, [ourServer, JSON.stringify({ owner: null, home })], { stdio: ['pipe', 'pipe', 'inherit'] })
  const session = new SftpSession({ send: (bytes) => void server.stdin.write(bytes), close: () => server.stdin.end() })
  server.stdin.on('error', () => {})
  const over = (): void => session.end(refusal('lease.transfer_broken', { detail: 'the server' }))
  server.stdout.on('data', (bytes: Buffer) => session.took(new Uint8Array(bytes))).once('close', over)
  server.stdin.write(Buffer.from([0, 0, 0, 5, 1, 0, 0, 0, 3]))
  onTestFinished(() => {
    server.kill('SIGKILL')
    rmSync(home, { recursive: true, force: true })
  })
  await session.opened
  const cut = (): void => {
    server.kill('SIGKILL')
    server.stdout.destroy()
  }
  return { files: new LeaseFiles(session), home, cut }
}

/** Lists every name in a folder with its permissions and its content or link target. */
function treeOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const whole = path.join(entry.parentPath, entry.name)
      const name = path.relative(folder, whole)
      if (entry.isSymbolicLink()) return `${name} -> ${readlinkSync(whole)}`
      const mode = (statSync(whole).mode & 0o777).toString(8)
      return `${name} ${mode} ${entry.isFile() ? hashOf(readFileSync(whole)) : ''}`
    })
    .toSorted()
}

async function* once(value: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(value)
}

async function whole(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
