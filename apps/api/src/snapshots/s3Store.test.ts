import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bucket, presignUrl, s3Store } from './openSnapshots.ts'
import type { SnapshotStore } from './snapshotStores.ts'

test('an address is signed as in the example that AWS publishes', () => {
  // The published example of AWS for signed URLs (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). In it, the bucket is in the host name,
  // so the path has no bucket here.
  const bucket: Bucket = {
    ...{ endpoint: 'https://examplebucket.s3.amazonaws.com', bucket: '', region: 'us-east-1' },
    ...{ keyId: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  }
  const url = presignUrl(bucket, { method: 'GET', object: 'test.txt', goodForSeconds: 86_400, now: new Date('2013-05-24T00:00:00Z') })
  expect(url).toBe(
    'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
      '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  )
})

test('an address for a part covers its length, its name and its method', () => {
  const bucket: Bucket = { endpoint: 'http://127.0.0.1:9/s3', bucket: 'disks', region: 'eu-west-1', keyId: 'id', secret: 'secret' }
  const url = (change: object) =>
    presignUrl(bucket, {
      ...{ method: 'PUT', object: 'one/1', headers: { 'content-length': '5' }, goodForSeconds: 300, now: new Date(0), ...change },
    })
  expect(url({})).toContain('http://127.0.0.1:9/s3/disks/one/1?')
  expect(url({})).toContain('X-Amz-SignedHeaders=content-length%3Bhost')
  expect(url({})).not.toContain('secret')
  const others = [{ headers: { 'content-length': '6' } }, { object: 'one/2' }, { method: 'GET' }, { goodForSeconds: 301 }]
  expect(new Set([{}, ...others].map((change) => url(change).split('Signature=')[1])).size).toBe(5)
})

/** Tests with moto, an S3 server from PyPI. moto does not check signatures, but the published example above does. */
const why = process.env.TEST_LONG === '1' ? whyNoMoto() : 'npm run test:long'
const inMoto = why === null ? '' : ` (not here: ${why})`

describe.skipIf(why !== null)(`a bucket${inMoto}`, () => {
  let folder: string
  let moto: ChildProcess
  let store: SnapshotStore
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'infinitio-moto-'))
    execFileSync('python3', ['-m', 'venv', folder])
    execFileSync(join(folder, 'bin/pip'), ['install', '--quiet', 'moto[server]'], { timeout: 240_000 })
    const port = await freePort()
    moto = spawn(join(folder, 'bin/moto_server'), ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
    const bucket: Bucket = { endpoint: `http://127.0.0.1:${port}`, bucket: 'disks', region: 'us-east-1', keyId: 'id', secret: 'secret' }
    store = s3Store(bucket)
    const made = presignUrl(bucket, { method: 'PUT', object: '', goodForSeconds: 60, now: new Date() })
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(made, { method: 'PUT' }).catch(() => null)
      if (answer?.ok === true) return
      if (tries > 100) throw new Error(`the bucket was not made: ${answer?.status}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }, 300_000)
  afterAll(() => {
    moto?.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  test('takes parts, gives them back, and has none after the snapshot is removed', async () => {
    const way = store.way
    if (way.kind !== 'signed') throw new Error('a bucket gives addresses')
    for (const part of [1, 2]) {
      const body = Buffer.from(`part ${part}`)
      const answer = await fetch(await way.putUrl({ snapshotId: 'one', part, bytes: body.length }), { method: 'PUT', body })
      expect(answer.status).toBe(200)
    }
    expect(await (await fetch(await way.getUrl({ snapshotId: 'one', part: 2 }))).text()).toBe('part 2')
    expect((await fetch(await way.getUrl({ snapshotId: 'one', part: 3 }))).status).toBe(404)
    await store.remove({ snapshotId: 'one', parts: 3 })
    expect((await fetch(await way.getUrl({ snapshotId: 'one', part: 1 }))).status).toBe(404)
    await store.remove({ snapshotId: 'one', parts: 3 })
  })
})

function whyNoMoto(): string | null {
  try {
    execFileSync('python3', ['-c', 'import venv'], { stdio: 'ignore' })
    return null
  } catch {
    return 'no python3 with venv'
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
