import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { artefactLimits, uploadLimits } from '@infinitio/domain'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { fileBytes, hashOf, keptSeconds, mostAccountBytes, randomFile, startUploadApi, type UploadApi } from '../../test/uploadApi.ts'

const { partBytes } = uploadLimits

describe('uploads in parts', () => {
  let uploads: UploadApi
  beforeAll(async () => {
    uploads = await startUploadApi()
  })
  afterAll(() => uploads.stop())
  afterEach(() => uploads.cleared())

  test('store a file part by part, with its progress, and give it back whole', async () => {
    const bytes = randomFile()
    const seen: number[] = []
    const stored = await uploads.owner.uploadArtefact({ bytes, readers: 'anybody', onProgress: ({ storedBytes }) => seen.push(storedBytes) })
    expect(stored).toMatchObject({ sha256: hashOf(bytes), bytes: fileBytes, readers: 'anybody' })
    expect(seen).toEqual([0, partBytes, 2 * partBytes, fileBytes])
    expect(Buffer.from(await uploads.api.client.openArtefact(stored.sha256)).equals(bytes)).toBe(true)
    const [mostBytes, mostFiles] = [mostAccountBytes, artefactLimits.perAccount]
    expect(await uploads.owner.listArtefacts()).toEqual({ items: [stored], uploads: [], usedBytes: fileBytes, mostBytes, mostFiles })
    const response = await fetch(`${uploads.api.url}/api/v1/artefacts/${stored.sha256}`)
    expect(response.headers.get('content-length')).toBe(String(fileBytes))
    await response.body?.cancel()
  })

  test('send a small file with one request', async () => {
    const bytes = new Uint8Array(randomBytes(10))
    const seen: number[] = []
    await uploads.owner.uploadArtefact({ bytes, readers: 'owner', onProgress: ({ storedBytes }) => seen.push(storedBytes) })
    expect(seen).toEqual([10])
    expect(await uploads.count('artefact_parts')).toBe(0)
  })

  test('continue behind the last stored part after a broken connection, and in another process', async () => {
    const bytes = randomFile()
    const sent: string[] = []
    const breaking = uploads.withFetch(async (input, init) => {
      const { pathname, search } = new URL(String(input))
      if (init?.method !== 'PUT') return fetch(input, init)
      if (sent.push(new URLSearchParams(search).get('offset') ?? pathname) === 2) throw new TypeError('fetch failed')
      return fetch(input, init)
    })
    await expect(breaking.uploadArtefact({ bytes, readers: 'owner', retries: 0 })).rejects.toMatchObject({ code: 'api.unreachable' })
    expect((await uploads.owner.listArtefacts()).uploads).toMatchObject([
      { sha256: hashOf(bytes), bytes: fileBytes, receivedBytes: partBytes, partBytes },
    ])
    expect((await uploads.owner.listArtefacts()).usedBytes).toBe(fileBytes)
    // The same client tries again after a broken connection.
    const waits: boolean[] = []
    const stored = await breaking.uploadArtefact({ bytes, readers: 'owner', onProgress: ({ isWaiting }) => waits.push(isWaiting) })
    expect(sent).toEqual(['0', String(partBytes), String(partBytes), String(2 * partBytes)])
    expect(waits).not.toContain(true)
    expect(Buffer.from(await uploads.owner.openArtefact(stored.sha256)).equals(bytes)).toBe(true)
  })

  test('try again by themselves, also when the answer of a stored part is lost', async () => {
    const bytes = randomFile()
    const lost = new Set(['POST', 'PUT', 'end'])
    const waits: number[] = []
    const losing = uploads.withFetch(async (input, init) => {
      const response = await fetch(input, init)
      const kind = String(input).endsWith('/end') ? 'end' : (init?.method ?? '')
      if (!lost.delete(kind)) return response
      await response.body?.cancel()
      throw new TypeError('fetch failed')
    })
    await losing.uploadArtefact({ bytes, readers: 'owner', onProgress: ({ isWaiting, storedBytes }) => (isWaiting ? waits.push(storedBytes) : 0) })
    expect(waits).toEqual([0, 0, fileBytes])
    expect(lost.size).toBe(0)
    expect(Buffer.from(await uploads.owner.openArtefact(hashOf(bytes))).equals(bytes)).toBe(true)
  })

  test('end at once when the caller aborts, and continue later', async () => {
    const bytes = randomFile()
    const abort = new AbortController()
    const onProgress = ({ storedBytes }: { storedBytes: number }) => (storedBytes === partBytes ? abort.abort(new Error('stopped')) : undefined)
    await expect(uploads.owner.uploadArtefact({ bytes, readers: 'owner', onProgress, signal: abort.signal })).rejects.toThrow('stopped')
    expect((await uploads.owner.listArtefacts()).uploads).toMatchObject([{ receivedBytes: partBytes }])
    await uploads.owner.uploadArtefact({ bytes, readers: 'owner' })
  })

  test('need no byte for a file that the account stores already, and start its time again', async () => {
    const bytes = randomFile()
    const first = await uploads.owner.uploadArtefact({ bytes, readers: 'owner' })
    await uploads.api.owner.query("update artefacts set created_at = now() - interval '1 hour', expires_at = now() + interval '1 minute'", [])
    const again = await uploads.post(first.sha256, '/upload', { bytes: fileBytes, readers: 'anybody' })
    expect(again).toMatchObject({ status: 200, upload: null, artefact: { sha256: first.sha256, readers: 'anybody' } })
    const [item] = (await uploads.owner.listArtefacts()).items
    expect((item?.expiresAt ?? 0) - (item?.createdAt ?? 0)).toBe(keptSeconds)
    // Another account that has the hash, but not the bytes, gets nothing.
    expect(await uploads.post(first.sha256, '/upload', { bytes: fileBytes, readers: 'owner' }, uploads.stranger)).toMatchObject({
      upload: { receivedBytes: 0 },
    })
    expect(await uploads.post(first.sha256, '/upload/end', undefined, uploads.stranger)).toMatchObject({ status: 409, code: 'artefact.wrong_offset' })
  })

  test('ask for the bytes again if the store lost them', async () => {
    const bytes = randomFile()
    await uploads.owner.uploadArtefact({ bytes, readers: 'owner' })
    rmSync(join(uploads.folder, readdirSync(uploads.folder)[1] ?? ''), { recursive: true })
    await uploads.owner.uploadArtefact({ bytes, readers: 'owner' })
    expect(Buffer.from(await uploads.owner.openArtefact(hashOf(bytes))).equals(bytes)).toBe(true)
    expect((await uploads.owner.listArtefacts()).items).toHaveLength(1)
  })
})
