import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wholeMilliseconds } from '@infinitio/process'
import { expect, onTestFinished, test } from 'vitest'
import { folderStore } from '../snapshots/snapshotStores.ts'
import { s3Store } from '../snapshots/openSnapshots.ts'
import { artefactFiles } from './openArtefacts.ts'
import { checkedBytes, WrongBytesError } from './checkedBytes.ts'

const sha256Of = (bytes: Uint8Array) => `0x${createHash('sha256').update(bytes).digest('hex')}`

test('streams a file to a bucket and back, with its length and without its key', async () => {
  const { files, objects, sent } = await bucket()
  const bytes = randomBytes(300_000)
  await files.put({ id: 'one', bytes: bytes.length }, checkedBytes(chunks(bytes), { sha256: sha256Of(bytes), bytes: bytes.length }))
  expect([...objects.keys()]).toEqual(['/files/artefact-one/1'])
  expect(sent).toMatchObject({ 'content-length': '300000' })
  expect(sent).not.toHaveProperty('authorization')
  const body = await files.open({ id: 'one' })
  expect(Buffer.from(await new Response(body).arrayBuffer()).equals(bytes)).toBe(true)
  expect(await files.open({ id: 'two' })).toBeNull()
  await files.remove({ id: 'one' })
  await files.remove({ id: 'one' })
  expect(objects.size).toBe(0)
})

test('leaves nothing in a bucket for bytes with another hash', async () => {
  const { files, objects } = await bucket()
  const bytes = randomBytes(300_000)
  const upload = files.put({ id: 'one', bytes: bytes.length }, checkedBytes(chunks(bytes), { sha256: sha256Of(randomBytes(1)), bytes: bytes.length }))
  const error: unknown = await upload.catch((thrown: unknown) => thrown)
  expect([error, (error as Error).cause].some((one) => one instanceof WrongBytesError)).toBe(true)
  expect(objects.size).toBe(0)
})

test('throws if the bucket refuses', async () => {
  const { files } = await bucket(403)
  const bytes = randomBytes(10)
  await expect(files.put({ id: 'one', bytes: 10 }, checkedBytes(chunks(bytes), { sha256: sha256Of(bytes), bytes: 10 }))).rejects.toThrow('403')
  await expect(files.open({ id: 'one' })).rejects.toThrow('403')
})

test('ends a download from a folder whose reader is too slow', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-artefact-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const files = artefactFiles(folderStore(folder), { transferMs: wholeMilliseconds(100) })
  const bytes = randomBytes(2 ** 20)
  await files.put({ id: 'one', bytes: bytes.length }, chunks(bytes))
  const reader = (await files.open({ id: 'one' }))?.getReader()
  expect((await reader?.read())?.done).toBe(false)
  // From here on, the reader requests nothing more. The stream must fail nevertheless, because a slow reader must not keep the file open.
  await expect(reader?.closed).rejects.toMatchObject({ name: 'AbortError' })
  await expect(reader?.read()).rejects.toMatchObject({ name: 'AbortError' })
})

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}

/** Starts an HTTP server that stores an object only after its whole body has arrived, as an S3 bucket does. */
async function bucket(refusal?: number) {
  const objects = new Map<string, Buffer>()
  const sent: Record<string, unknown> = {}
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '', 'http://bucket').pathname
    try {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      if (request.method === 'PUT') Object.assign(sent, request.headers)
      if (refusal !== undefined) return void response.writeHead(refusal).end()
      if (request.method === 'PUT') objects.set(path, Buffer.concat(parts))
      if (request.method === 'DELETE') objects.delete(path)
      const found = objects.get(path)
      if (request.method === 'GET' && found === undefined) return void response.writeHead(404).end()
      response.end(request.method === 'GET' ? found : '')
    } catch {
      // The client broke off the upload, so store no object.
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const files = artefactFiles(s3Store({ endpoint, bucket: 'files', region: 'us-east-1', keyId: 'id', secret: 'secret' }))
  return { files, objects, sent }
}
