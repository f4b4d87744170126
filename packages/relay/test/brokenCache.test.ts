import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assetUnits, type Hex32, serviceId } from '@infinitio/domain'
import type { FileTerms } from '@infinitio/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeAcceptedTerms, whyAskForTerms } from '../src/pull/acceptedTerms.ts'
import { type ByteBuyer, openByteBuyer } from '../src/pull/openByteBuyer.ts'
import { pullBlob, type PullNews } from '../src/pull/pullBlob.ts'
import type { FileSource } from '../src/serve/bytes/fileSource.ts'
import { openCache } from '../src/serve/bytes/openCache.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startByteSeller } from './startByteSeller.ts'
import type { TestSeller } from './startSeller.ts'

const mebibyte = 2 ** 20
const withinMs = 20_000

describe('a client of a cache that stops', () => {
  let seller: TestSeller
  let terms: FileTerms
  let port: number
  let root: string
  let files: FileSource
  let serve: RunningServe
  /** The cache reads its files only after this promise. */
  let gate: Promise<void> = Promise.resolve()
  const contents = Array.from({ length: 5 }, () => randomBytes(mebibyte))
  const hashes = contents.map((content): Hex32 => `0x${createHash('sha256').update(content).digest('hex')}`)

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'infinitio-broken-'))
    ;({ seller, terms, port } = await startByteSeller('cache'))
    mkdirSync(join(root, 'folder'))
    for (const [place, content] of contents.entries()) writeFileSync(join(root, 'folder', `part-${place}`), content)
    files = (await openCache([join(root, 'folder')], { index: join(root, 'index', 'index.log') })).source
    serve = await start(terms)
  })
  afterAll(async () => {
    await serve.stop()
    await seller.stop()
    rmSync(root, { recursive: true })
  })

  it('asks a cache that failed only after the others, so it fails once and not for each part', async () => {
    const broken = counted(await open(1n), 'a')
    const honest = counted(await open(), 'b')
    const { caches } = cachesOf([broken.buyer, honest.buyer])
    for (const [place, sha256] of hashes.entries()) {
      const path = join(root, `first-${place}`)
      await pullBlob(caches, { wanted: { sha256, bytes: mebibyte }, path })
      expect(readFileSync(path).equals(contents[place] as Buffer)).toBe(true)
    }
    expect([broken.asked(), honest.asked()]).toEqual([1, 5])
    for (const { buyer } of [broken, honest]) buyer.close()
  })

  it('does not ask a cache again after three failures', async () => {
    const broken = counted(await open(1n), 'a')
    const { caches, news } = cachesOf([broken.buyer])
    for (const [place, sha256] of hashes.entries())
      await expect(pullBlob(caches, { wanted: { sha256, bytes: mebibyte }, path: join(root, `second-${place}`) })).rejects.toThrow()
    expect([broken.asked(), news.length]).toEqual([3, 3])
    broken.buyer.close()
  })

  it('uses up no place of its channel while nothing listens at the URL of the cache', async () => {
    const buyer = await open()
    await serve.stop()
    for (let time = 0; time < 20; time++) await expect(ask(buyer, 10)).rejects.toMatchObject({ code: 'serving.upstream_failed' })
    serve = await start(terms)
    expect((await ask(buyer, 10)).bytes.length).toBe(10)
    expect(buyer.figures()).toMatchObject({ answers: 1 })
    buyer.close()
  })

  it('an attack: a payer that waits for four answers gets no fifth, pays nothing for it, and gets it later', async () => {
    let openGate = () => {}
    gate = new Promise((resolve) => {
      openGate = resolve
    })
    const buyer = await open()
    reads = 0
    const held = Array.from({ length: 4 }, () => ask(buyer, 10))
    await expect.poll(() => reads).toBe(4)
    await expect(ask(buyer, 10)).rejects.toMatchObject({ code: 'serving.busy' })
    openGate()
    await Promise.all(held)
    const { owed } = buyer.figures()
    expect((await ask(buyer, 10)).bytes.length).toBe(10)
    expect(buyer.figures().owed - owed).toBe(owed / 4n)
    buyer.close()
  })

  it('stops at prices above the accepted ones, and continues when they fall', async () => {
    const buyer = await open()
    const first = terms
    await ask(buyer, 10)
    const { owed } = buyer.figures()
    await change({ outputPrice: assetUnits(first.outputPrice + 1n) })
    await expect(ask(buyer, 10)).rejects.toMatchObject({ code: 'serving.terms_changed', detail: expect.stringContaining('outputPrice') })
    expect(buyer.figures().owed).toBe(owed)
    await change({ outputPrice: assetUnits(first.outputPrice / 2n) })
    await ask(buyer, 10)
    expect(buyer.figures().owed).toBeGreaterThan(owed)
    expect(buyer.figures().owed).toBeLessThan(2n * owed)
    buyer.close()
  })

  it('must accept prices that rose since the last download, and not the same prices twice', () => {
    const folder = join(root, 'accepted')
    const dearer = { ...terms, inputPrice: assetUnits(terms.inputPrice + 1n) }
    expect(whyAskForTerms(folder, terms)).toContain('not accepted')
    storeAcceptedTerms(folder, terms)
    expect(whyAskForTerms(folder, terms)).toBeNull()
    expect(whyAskForTerms(folder, { ...terms, outputPrice: assetUnits(0n) })).toBeNull()
    expect(whyAskForTerms(folder, dearer)).toContain('inputPrice is')
    expect(whyAskForTerms(folder, { ...terms, url: 'http://127.0.0.1:1/v1' })).toContain('moved')
    storeAcceptedTerms(folder, dearer)
    expect(whyAskForTerms(folder, dearer)).toBeNull()
  })

  let reads = 0

  async function start(of: FileTerms): Promise<RunningServe> {
    const upstream: FileSource = {
      ...files,
      find(body) {
        const found = files.find(body)
        const read = async (gone: AbortSignal) => {
          reads += 1
          await gate
          return await found.read(gone)
        }
        return { ...found, read }
      },
    }
    reads = 0
    return await startServe(seller.serveSettings({ upstream, terms: of, listen: { host: '127.0.0.1', port } }))
  }

  async function change(changes: Partial<FileTerms>): Promise<void> {
    terms = { ...(await seller.setTerms({ ...terms, ...changes })), kind: 'cache' }
    await serve.stop()
    serve = await start(terms)
  }

  async function open(deposit?: bigint): Promise<ByteBuyer> {
    const client = await seller.newClient(deposit)
    return await openByteBuyer({ ledger: seller.ledger, service: seller.service, terms, payer: seller.payer.address, ...client })
  }

  function ask(buyer: ByteBuyer, most: number) {
    return buyer.ask({ sha256: hashes[0] as Hex32, start: 0, most }, { most, signal: AbortSignal.timeout(withinMs) })
  }

  /** Returns a buyer under the id of another service, and counts its requests. One service of the test plays all caches. */
  function counted(real: ByteBuyer, digit: string) {
    let count = 0
    const buyer: ByteBuyer = {
      ...real,
      service: serviceId(`0x${digit.repeat(40)}`),
      async ask(...request) {
        count += 1
        return await real.ask(...request)
      },
    }
    return { buyer, asked: () => count }
  }

  function cachesOf(buyers: readonly ByteBuyer[]) {
    const news: PullNews[] = []
    const failures = new Map<ByteBuyer['service'], number>()
    return {
      news,
      caches: {
        buyers,
        wrong: new Set<ByteBuyer['service']>(),
        failures,
        signal: AbortSignal.timeout(withinMs),
        onNews: (one: PullNews) => void news.push(one),
      },
    }
  }
})
