import { randomBytes } from 'node:crypto'
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeFile, nameOfFile } from '@infinitio/domain'
import { allBytes } from '@infinitio/sdk'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hashOf, mostAccountBytes, startUploadApi, type UploadApi } from '../../test/uploadApi.ts'

const pieceBytes = 200_000
const limits = { pieceBytes, mostPieces: 20 }
const randomFile = (bytes: number) => new Uint8Array(randomBytes(bytes))

describe('files in pieces', () => {
  let uploads: UploadApi
  const home = mkdtempSync(join(tmpdir(), 'infinitio-large-files-'))
  beforeAll(async () => {
    uploads = await startUploadApi()
  })
  afterAll(async () => {
    await uploads?.stop()
    rmSync(home, { recursive: true, force: true })
  })
  afterEach(() => uploads.cleared())

  /** Returns the owner's client that counts the bytes it sends, and breaks off as soon as it has sent `most` bytes. */
  function counting(most = Number.POSITIVE_INFINITY) {
    const sent: number[] = []
    const client = uploads.withFetch(async (input, init) => {
      if (init?.method === 'PUT') sent.push((init.body as Uint8Array).length)
      if (sent.reduce((sum, one) => sum + one, 0) > most) throw new TypeError('fetch failed')
      return fetch(input, init)
    })
    return { sent, client }
  }

  test('are stored from the disk piece by piece, with their progress, and come back whole', async () => {
    const content = randomFile(3 * pieceBytes + 1)
    const path = join(home, 'data')
    writeFileSync(path, content)
    const seen: number[] = []
    const onProgress = ({ storedBytes, bytes }: { storedBytes: number; bytes: number }) => {
      expect(bytes).toBe(content.length)
      if (seen.at(-1) !== storedBytes) seen.push(storedBytes)
    }
    const stored = await uploads.owner.uploadFile({ file: await openAsBlob(path), readers: 'anybody', limits, onProgress })
    expect(stored).toMatchObject({ ...nameOfFile(content, limits), readers: 'anybody' })
    expect(seen).toEqual([0, pieceBytes, 2 * pieceBytes, 3 * pieceBytes, content.length])
    expect(await uploads.count('artefacts')).toBe(5)
    const opened = await uploads.api.client.openFile(stored.sha256, { limits })
    expect(opened.bytes).toBe(content.length)
    expect(Buffer.from(await allBytes(opened)).equals(content)).toBe(true)
  })

  test('keep their readers when a private file has the same pieces', async () => {
    const content = randomFile(3 * pieceBytes)
    const shared = new Uint8Array([...content.subarray(0, 2 * pieceBytes), ...randomFile(pieceBytes)])
    const { sha256 } = await uploads.owner.uploadFile({ file: new Blob([content]), readers: 'anybody', limits })
    await uploads.owner.uploadFile({ file: new Blob([shared]), readers: 'owner', limits })
    expect(Buffer.from(await allBytes(await uploads.api.client.openFile(sha256, { limits }))).equals(content)).toBe(true)
  })

  test('can be deleted again if the first deletion broke off or had to wait', async () => {
    const content = randomFile(3 * pieceBytes)
    const { sha256 } = await uploads.owner.uploadFile({ file: new Blob([content]), readers: 'owner', limits })
    let deletions = 0
    const breaking = uploads.withFetch(async (input, init) => {
      if (init?.method !== 'DELETE') return fetch(input, init)
      deletions += 1
      if (deletions === 1) return new Response('', { status: 429 })
      if (deletions === 3) throw new TypeError('fetch failed')
      return fetch(input, init)
    })
    await expect(breaking.deleteFile(sha256, { limits })).rejects.toMatchObject({ code: 'api.unreachable' })
    expect((await uploads.owner.listArtefacts()).items).toHaveLength(3)
    expect(await uploads.owner.deleteFile(sha256, { limits })).toBe(3)
    expect((await uploads.owner.listArtefacts()).items).toEqual([])
  })

  test('are one artefact if they are small', async () => {
    const content = randomFile(pieceBytes)
    const stored = await uploads.owner.uploadFile({ file: new Blob([content]), readers: 'owner', limits })
    expect(stored).toMatchObject({ sha256: hashOf(content), bytes: pieceBytes })
    expect(Buffer.from(await allBytes(await uploads.owner.openFile(stored.sha256, { limits }))).equals(content)).toBe(true)
  })

  test('continue after the last stored piece, and send no piece that the market has', async () => {
    const content = randomFile(4 * pieceBytes)
    const file = new Blob([content])
    const breaking = counting(2.5 * pieceBytes)
    await expect(breaking.client.uploadFile({ file, readers: 'anybody', limits, retries: 0 })).rejects.toMatchObject({ code: 'api.unreachable' })
    expect((await uploads.owner.listArtefacts()).items).toHaveLength(2)
    const { sent, client } = counting()
    const { sha256 } = await client.uploadFile({ file, readers: 'anybody', limits })
    const { text } = manifestOf(content)
    expect(sent).toEqual([pieceBytes, pieceBytes, text.length])
    expect(Buffer.from(await allBytes(await uploads.api.client.openFile(sha256, { limits }))).equals(content)).toBe(true)
    const again = counting()
    const before = (await uploads.owner.listArtefacts()).items
    await again.client.uploadFile({ file, readers: 'anybody', limits })
    expect(again.sent).toEqual([text.length])
    expect((await uploads.owner.listArtefacts()).items).toHaveLength(before.length)
  })

  test('are refused with the number, before a byte is sent, if the account has too little space', async () => {
    const { sent, client } = counting()
    const content = randomFile(mostAccountBytes + 1)
    const { text } = manifestOf(content)
    const missing = content.length + text.length
    await expect(client.uploadFile({ file: new Blob([content]), readers: 'owner', limits })).rejects.toMatchObject({
      code: 'artefact.quota_exceeded',
      detail: `the file needs ${missing} more bytes, and ${mostAccountBytes} of the account's ${mostAccountBytes} bytes are free`,
    })
    expect(sent).toEqual([])
    expect(await uploads.count('artefacts')).toBe(0)
    // A client that does not ask first is refused by the market.
    const whole = randomFile(mostAccountBytes + 1)
    expect(await uploads.post(hashOf(whole), '/upload', { bytes: whole.length, readers: 'owner' })).toMatchObject({
      code: 'artefact.quota_exceeded',
      detail: `of this account: ${mostAccountBytes} bytes in 1000 files`,
    })
  })

  test('are refused, before a byte is sent, if the account would have too many files', async () => {
    const content = randomFile(3 * pieceBytes)
    await uploads.owner.uploadFile({ file: new Blob([content.subarray(0, pieceBytes)]), readers: 'owner', limits })
    const sent: string[] = []
    const client = uploads.withFetch(async (input, init) => {
      if (init?.method === 'PUT') sent.push(String(input))
      const answer = await fetch(input, init)
      if (init?.method !== 'GET' || !String(input).endsWith('/artefacts')) return answer
      return Response.json({ ...((await answer.json()) as object), mostFiles: 3 })
    })
    await expect(client.uploadFile({ file: new Blob([content]), readers: 'owner', limits })).rejects.toMatchObject({
      code: 'artefact.quota_exceeded',
      detail: 'the file is stored as 3 more files, and the account may store 2 more of 3',
    })
    expect(sent).toEqual([])
  })

  test('are refused if they are empty, too large, or repeat a piece', async () => {
    const small = { pieceBytes: 1_000, mostPieces: 3 }
    const refused = (content: Uint8Array<ArrayBuffer>) => uploads.owner.uploadFile({ file: new Blob([content]), readers: 'owner', limits: small })
    await expect(refused(new Uint8Array())).rejects.toMatchObject({ code: 'artefact.too_large' })
    await expect(refused(randomFile(3_001))).rejects.toMatchObject({ code: 'artefact.too_large', detail: '3001 bytes, and at most 3000 are allowed' })
    await expect(refused(new Uint8Array(2_000))).rejects.toMatchObject({ code: 'artefact.too_large', detail: expect.stringContaining('Compress') })
    expect(await uploads.count('artefacts')).toBe(0)
  })

  test('are refused by their reader if a piece has another length, or is not stored any longer', async () => {
    const [first, second] = [randomFile(pieceBytes), randomFile(10)]
    for (const piece of [first, second]) await uploads.owner.putArtefact({ bytes: piece, readers: 'anybody' })
    const wrong = describeFile({ bytes: pieceBytes + 11, pieces: [hashOf(first) as `0x${string}`, hashOf(second) as `0x${string}`] }, limits)
    await uploads.owner.putArtefact({ bytes: new TextEncoder().encode(wrong.text), readers: 'anybody' })
    const open = async () => await allBytes(await uploads.api.client.openFile(wrong.sha256, { limits }))
    await expect(open()).rejects.toMatchObject({ code: 'artefact.wrong_hash', detail: 'piece 2 has 10 bytes, not 11' })
    await uploads.owner.deleteArtefact(hashOf(first))
    await expect(open()).rejects.toMatchObject({ code: 'artefact.unknown' })
  })

  test('are deleted with their pieces, except those of another file', async () => {
    const content = randomFile(3 * pieceBytes)
    const longer = new Uint8Array([...content.subarray(0, 2 * pieceBytes), ...randomFile(pieceBytes)])
    const store = async (bytes: Uint8Array<ArrayBuffer>) =>
      (await uploads.owner.uploadFile({ file: new Blob([bytes]), readers: 'owner', limits })).sha256
    const [one, other] = [await store(content), await store(longer)]
    expect(await uploads.owner.deleteFile(one, { limits })).toBe(2)
    expect(Buffer.from(await allBytes(await uploads.owner.openFile(other, { limits }))).equals(longer)).toBe(true)
    expect(await uploads.owner.deleteFile(other, { limits })).toBe(4)
    expect((await uploads.owner.listArtefacts()).items).toEqual([])
    await expect(uploads.owner.deleteFile(other, { limits })).rejects.toMatchObject({ code: 'artefact.unknown' })
  })
})

function manifestOf(content: Uint8Array) {
  const count = Math.ceil(content.length / pieceBytes)
  const pieces = Array.from({ length: count }, (_, place) => hashOf(content.subarray(place * pieceBytes, (place + 1) * pieceBytes)) as `0x${string}`)
  return describeFile({ bytes: content.length, pieces }, limits)
}
