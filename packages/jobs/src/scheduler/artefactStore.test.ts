import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Hex32, nameOfFile, sha256Hex } from '@infinitio/domain'
import { createClient } from '@infinitio/sdk'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isPassing, NoSpaceError } from '../run/isPassing.ts'
import { artefactStore, type StoreParts } from './artefactStore.ts'

const pieces = { pieceBytes: 1_000, mostPieces: 8 }
const gib = 2 ** 30
const random = (length: number) => new Uint8Array(randomBytes(length))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'infinitio-artefact-store-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the large files of a job', () => {
  it('are stored in pieces, and joined in the folder of another run', async () => {
    const { market, store } = scene()
    const content = random(3_500)
    const path = join(folder, 'data.parquet')
    writeFileSync(path, content)
    const file = nameOfFile(content, pieces)
    await store().publishFile(file, path)
    expect(market.size).toBe(5)
    const other = store()
    const [one, two] = await Promise.all([other.fetch(file.sha256), other.fetch(file.sha256)])
    expect(one).toBe(two)
    expect(readFileSync(one)).toEqual(Buffer.from(content))
    expect(readdirSync(folder).toSorted()).toEqual(['data.parquet', file.sha256.slice(2)].toSorted())
  })

  it('can be results, which other tasks and their owner read', async () => {
    const { store } = scene()
    const [result, shown] = [random(2_001), random(7_999)]
    const kept = await store().keep('sum', { result, extension: 'csv', file: shown })
    expect(kept).toEqual({ result: nameOfFile(result, pieces).sha256, file: { ...nameOfFile(shown, pieces), extension: 'csv' } })
    expect(readFileSync(await store().fetch(kept.result))).toEqual(Buffer.from(result))
    expect(readFileSync(await store().fetch(kept.file.sha256))).toEqual(Buffer.from(shown))
  })

  it('are refused if the market cannot store them, with its code, so that a program can keep them itself', async () => {
    const keep = (result: Uint8Array<ArrayBuffer>) =>
      scene()
        .store()
        .keep('sum', { result, extension: 'csv', file: random(10) })
    await expect(keep(new Uint8Array(2_000))).rejects.toMatchObject({ code: 'artefact.too_large', detail: expect.stringContaining('equal') })
    await expect(keep(random(8_001))).rejects.toMatchObject({ code: 'artefact.too_large', detail: expect.stringContaining('at most 8000') })
  })

  it('wait while the disk has too little space, and leave nothing there', async () => {
    const { store } = scene()
    const content = random(3_500)
    const { result } = await store().keep('sum', { result: content, extension: 'csv', file: random(10) })
    const keptBytes = 5_000
    const waiting = store({ keptBytes, freeBytes: async () => keptBytes + 3_499 }).fetch(result)
    await expect(waiting).rejects.toThrow(NoSpaceError)
    await expect(waiting).rejects.toThrow('a file needs 3500 bytes on the disk, and 3499 are free')
    expect(isPassing(await waiting.catch((error: unknown) => error))).toBe(true)
    expect(isPassing(new Error('another error'))).toBe(false)
    expect(readdirSync(folder)).toEqual([])
    await store({ keptBytes, freeBytes: async () => keptBytes + 3_500 }).fetch(result)
  })

  it('are refused if one is too large, or all of them together', async () => {
    const { store } = scene()
    const [one, two] = [random(3_000), random(3_000)]
    const first = (await store().keep('a', { result: one, extension: 'csv', file: random(10) })).result
    const second = (await store().keep('b', { result: two, extension: 'csv', file: random(10) })).result
    await expect(store({ fileBytes: 2_999 }).fetch(first)).rejects.toThrow('a file has 3000 bytes, and at most 2999 are allowed')
    const both = store({ jobBytes: 5_999 })
    both.hold?.([first, second])
    await both.fetch(first)
    await expect(both.fetch(second)).rejects.toThrow('the large files of a job have 6000 bytes together, and at most 5999 are allowed')
  })

  it('make room for those of later steps, when their own step has ended', async () => {
    const { store } = scene()
    const contents = [random(3_000), random(3_000), random(3_000)]
    const names: Hex32[] = []
    for (const [at, result] of contents.entries())
      names.push((await store().keep(`step ${at}`, { result, extension: 'csv', file: random(10) })).result)
    const job = store({ jobBytes: 6_000 })
    for (const sha256 of names) {
      const release = job.hold?.([sha256])
      await job.fetch(sha256)
      release?.()
    }
    expect(readdirSync(folder).toSorted()).toEqual(
      names
        .slice(1)
        .map((name) => name.slice(2))
        .toSorted(),
    )
    expect(readFileSync(await job.fetch(names[0] ?? '0x'))).toEqual(Buffer.from(contents[0] ?? []))
  })

  it('are far until they are fetched with the pace of the scheduler, and small ones are fetched at once', async () => {
    const { store } = scene()
    const { result, file } = await store().keep('sum', { result: random(3_500), extension: 'csv', file: random(10) })
    let paces = 0
    const own = store({
      pace: async () => {
        paces += 1
      },
    })
    expect([await own.isFar?.(result), await own.isFar?.(file.sha256)]).toEqual([true, false])
    expect(readdirSync(folder)).toEqual([file.sha256.slice(2)])
    await own.fetch(result)
    expect([await own.isFar?.(result), paces]).toEqual([false, 4])
  })

  it('give their room up again if a piece is missing', async () => {
    const { market, store } = scene()
    const [one, two] = [random(3_000), random(3_000)]
    const first = (await store().keep('a', { result: one, extension: 'csv', file: random(10) })).result
    const second = (await store().keep('b', { result: two, extension: 'csv', file: random(10) })).result
    market.delete(sha256Hex(one.subarray(2_000)))
    const tight = store({ jobBytes: 3_000 })
    await expect(tight.fetch(first)).rejects.toMatchObject({ code: 'artefact.unknown' })
    expect(readFileSync(await tight.fetch(second))).toEqual(Buffer.from(two))
    expect(readdirSync(folder)).toEqual([second.slice(2)])
  })

  it('leave nothing of a process that was killed while it wrote one', async () => {
    const { store } = scene()
    const { result } = await store().keep('sum', { result: random(3_500), extension: 'csv', file: random(10) })
    const name = 'a'.repeat(64)
    const parts = { left: `${name}.999999999.part`, own: `${name}.${process.pid}.part`, running: `${name}.${process.ppid}.part`, other: 'a.1.part' }
    for (const part of Object.values(parts)) writeFileSync(join(folder, part), 'x')
    await store().fetch(result)
    expect(readdirSync(folder).toSorted()).toEqual([result.slice(2), parts.running, parts.other].toSorted())
  })

  it('are refused if they changed after the job was checked', async () => {
    const path = join(folder, 'data')
    writeFileSync(path, random(3_000))
    await expect(
      scene()
        .store()
        .publishFile(nameOfFile(random(3_000), pieces), path),
    ).rejects.toThrow('changed after it was checked')
  })

  it('can be private, such as a checkpoint', async () => {
    const { store } = scene()
    const content = random(2_500)
    const sha256 = await store().put(content)
    expect(sha256).toBe(nameOfFile(content, pieces).sha256)
    expect(readFileSync(await store().fetch(sha256))).toEqual(Buffer.from(content))
  })
})

/** The file store of a market in memory, behind the client of the market, and stores that use it. */
function scene() {
  const market = new Map<string, Uint8Array>()
  const artefactOf = (sha256: string) => ({ sha256, bytes: market.get(sha256)?.length, readers: 'anybody', createdAt: 1, expiresAt: 2 })
  const respond: typeof fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input))
    const [, sha256 = '', more] = /^\/api\/v1\/artefacts(?:\/(0x[0-9a-f]{64}))?(\/upload)?$/.exec(pathname) ?? []
    if (sha256 === '') return Response.json({ items: [...market.keys()].map(artefactOf), uploads: [], usedBytes: 0, mostBytes: gib })
    if (more !== undefined) return Response.json({ upload: null, artefact: artefactOf(sha256) })
    if (init?.method === 'PUT') market.set(sha256, new Uint8Array(init.body as Uint8Array<ArrayBuffer>))
    const found = market.get(sha256)
    if (init?.method === 'PUT') return Response.json(artefactOf(sha256))
    if (found !== undefined) return new Response(new Uint8Array(found))
    const problem = { type: 'about:blank', title: 'unknown', status: 404, code: 'artefact.unknown', detail: sha256, requestId: 'r1' }
    return new Response(JSON.stringify(problem), { status: 404, headers: { 'content-type': 'application/problem+json' } })
  }
  const client = createClient({ baseUrl: 'http://market.example', fetch: respond })
  const session: StoreParts['session'] = (call) => call(client)
  const store = (more: Partial<StoreParts> = {}) =>
    artefactStore({ session, folder, fileBytes: 8_000, freeBytes: async () => 100 * gib, pieces, ...more })
  return { market: market as Map<Hex32, Uint8Array>, store }
}
