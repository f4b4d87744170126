import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assetUnits, type Hex32 } from '@infinitio/domain'
import { type FileTerms, readFileTerms, termsBytes } from '@infinitio/services'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { type ByteBuyer, openByteBuyer } from '../src/pull/openByteBuyer.ts'
import { pullBlob, type PullNews } from '../src/pull/pullBlob.ts'
import type { FileSource } from '../src/serve/bytes/fileSource.ts'
import { openCache } from '../src/serve/bytes/openCache.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startByteSeller } from './startByteSeller.ts'
import type { TestSeller } from './startSeller.ts'

const [size, range] = [9 * 2 ** 20, 4 * 2 ** 20]

/** One service plays an honest and a false cache: its operator changes the bytes that it sells, and signs receipts for them. */
describe('a client of caches', () => {
  let seller: TestSeller
  let terms: FileTerms
  let serve: RunningServe
  let root: string
  let honest: FileSource
  let change: (bytes: Uint8Array) => Uint8Array
  const content = randomBytes(size)
  const sha256: Hex32 = `0x${createHash('sha256').update(content).digest('hex')}`

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'infinitio-wrong-'))
    let port: number
    ;({ seller, terms, port } = await startByteSeller('cache'))
    mkdirSync(join(root, 'folder'))
    writeFileSync(join(root, 'folder', 'weights.bin'), content)
    writeFileSync(join(root, 'folder', '.secret'), 'not sold')
    honest = (await openCache([join(root, 'folder')], { index: join(root, 'index', 'index.log') })).source
    const upstream: FileSource = {
      ...honest,
      find(body) {
        const found = honest.find(body)
        return { ...found, read: async (signal) => change(await found.read(signal)) }
      },
    }
    serve = await startServe(seller.serveSettings({ upstream, terms, listen: { host: '127.0.0.1', port } }))
  })
  beforeEach(() => {
    change = (bytes) => bytes
  })
  afterAll(async () => {
    await serve.stop()
    await seller.stop()
    rmSync(root, { recursive: true })
  })

  async function open(deposit?: bigint): Promise<ByteBuyer> {
    const client = await seller.newClient(deposit)
    return await openByteBuyer({ ledger: seller.ledger, service: seller.service, terms, payer: seller.payer.address, ...client })
  }

  function cachesOf(buyers: readonly ByteBuyer[]) {
    const news: PullNews[] = []
    const signal = AbortSignal.timeout(60_000)
    return {
      news,
      caches: {
        buyers,
        wrong: new Set<ByteBuyer['service']>(),
        failures: new Map<ByteBuyer['service'], number>(),
        signal,
        onNews: (one: PullNews) => void news.push(one),
      },
    }
  }
  const wanted = { sha256, bytes: size }
  const pathOf = () => join(root, randomBytes(4).toString('hex'))

  it('deletes wrong bytes, names the cache that sold them, and pays it at most one step', async () => {
    change = (bytes) => (bytes.length < range ? bytes.with(0, (bytes[0] ?? 0) ^ 1) : bytes)
    const buyer = await open()
    const { caches, news } = cachesOf([buyer])
    const path = pathOf()
    await expect(pullBlob(caches, { wanted, path })).rejects.toMatchObject({
      code: 'serving.part_wrong',
      detail: expect.stringContaining(seller.service),
    })
    expect([existsSync(path), existsSync(`${path}.partial`)]).toEqual([false, false])
    expect(news.at(-1)).toEqual({ kind: 'wrong', service: seller.service, sha256 })
    expect(buyer.figures().owed).toBeLessThanOrEqual(terms.step + (3n * terms.inputPrice) / 1_000_000n)
    const { owed } = buyer.figures()
    await expect(pullBlob(caches, { wanted, path })).rejects.toBeInstanceOf(Error)
    expect(buyer.figures().owed).toBe(owed)
    buyer.close()
  })

  it('finds the wrong cache although an honest cache sent the first bytes', async () => {
    const buyer = await open()
    const path = pathOf()
    writeFileSync(`${path}.partial`, content.subarray(0, 100))
    change = (bytes) => bytes.with(0, (bytes[0] ?? 0) ^ 1)
    const { caches, news } = cachesOf([buyer])
    await expect(pullBlob(caches, { wanted, path })).rejects.toMatchObject({ code: 'serving.part_wrong' })
    expect(news.filter(({ kind }) => kind === 'wrong')).toHaveLength(1)
    buyer.close()
  })

  it('continues at the next cache when one refuses its small deposit', async () => {
    const poor = await open(1n)
    const rich = await open()
    const { caches, news } = cachesOf([poor, rich])
    const path = pathOf()
    await pullBlob(caches, { wanted, path })
    expect(readFileSync(path).equals(content)).toBe(true)
    expect(news.filter(({ kind }) => kind === 'failed')).toEqual([
      { kind: 'failed', service: seller.service, reason: expect.stringContaining('deposit') },
    ])
    expect(poor.figures().owed).toBe(0n)
    for (const one of [poor, rich]) one.close()
  })

  test.each<[string, () => object, string]>([
    ['a file that the cache does not have', () => ({ sha256: `0x${'1'.repeat(64)}`, start: 0, most: 10 }), 'serving.part_unknown'],
    ['a file whose name begins with a dot', () => ({ sha256: hashOf('not sold'), start: 0, most: 10 }), 'serving.part_unknown'],
    ['a range after the end', () => ({ sha256, start: size, most: 10 }), 'serving.part_unknown'],
    ['a negative start', () => ({ sha256, start: -1, most: 10 }), 'serving.body_invalid'],
    ['more than one answer has', () => ({ sha256, start: 0, most: range + 1 }), 'serving.body_invalid'],
    ['a path', () => ({ sha256: '../../etc/passwd', start: 0, most: 10 }), 'serving.body_invalid'],
    ['another field', () => ({ sha256, start: 0, most: 10, path: '/etc/passwd' }), 'serving.body_invalid'],
  ])('pays nothing for %s', async (_, request, code) => {
    const buyer = await open()
    const asked = request() as Readonly<Record<string, string | number>>
    await expect(buyer.ask(asked, { most: 10, signal: AbortSignal.timeout(9_000) })).rejects.toMatchObject({ code })
    expect(buyer.figures().owed).toBe(0n)
    buyer.close()
  })

  it('pays only for the bytes that arrive', async () => {
    change = (bytes) => bytes.subarray(0, bytes.length - 1)
    const buyer = await open()
    const got = await buyer.ask({ sha256, start: 0, most: 10 }, { most: 10, signal: AbortSignal.timeout(9_000) })
    expect(got.bytes.length).toBe(9)
    expect(buyer.figures().owed).toBe((terms.inputPrice + 9n * terms.outputPrice + 999_999n) / 1_000_000n)
    buyer.close()
  })

  it('has its receipt of an answer that broke off, pays it once, and goes on', async () => {
    const buyer = await open()
    const gone = new AbortController()
    change = (bytes) => {
      gone.abort()
      return bytes
    }
    await expect(buyer.ask({ sha256, start: 0, most: range }, { most: range, signal: gone.signal })).rejects.toThrow()
    change = (bytes) => bytes
    await expect
      .poll(async () => {
        await buyer.ask({ sha256, start: 0, most: 1 }, { most: 1, signal: AbortSignal.timeout(9_000) })
        return buyer.figures().owed
      })
      .toBeGreaterThan(((terms.inputPrice + BigInt(range) * terms.outputPrice) / 1_000_000n) as bigint)
    buyer.close()
  })

  it('is refused without a voucher, and models are not sold here', async () => {
    const url = terms.url.replace(/\/v1$/, '')
    const post = (path: string) => fetch(`${url}${path}`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
    expect([(await post('/v1/parts')).status, (await post('/v1/chat/completions')).status, (await fetch(`${url}/v1/models`)).status]).toEqual([
      402, 404, 404,
    ])
  })

  test.each<[string, Partial<FileTerms>]>([
    ['a price of 64 MiB above the step', { outputPrice: assetUnits(150_000_000_000_000n) }],
    ['a start price', { startPrice: assetUnits(1n) }],
    ['another model than their kind', { model: 'tiny-chat' }],
    ['payment in G', { acceptsG: true }],
  ])('reads no terms with %s', (_, changes) => {
    expect(readFileTerms(termsBytes(terms))).toEqual(terms)
    expect(readFileTerms(termsBytes({ ...terms, ...changes }))).toBeNull()
  })

  function hashOf(text: string): Hex32 {
    return `0x${createHash('sha256').update(text).digest('hex')}`
  }
})
