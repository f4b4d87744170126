import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { weightsRootOf } from '@infinitio/domain'
import { costOfBytes, type FileTerms } from '@infinitio/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PullNews } from '../src/pull/pullBlob.ts'
import { openCache } from '../src/serve/bytes/openCache.ts'
import { startServe } from '../src/serve/startServe.ts'
import type { PullProgramSettings } from './pullProgram.ts'
import type { ServeProgramSettings } from './serveProgram.ts'
import { startByteSeller } from './startByteSeller.ts'
import type { TestSeller } from './startSeller.ts'

const mebibyte = 2 ** 20
const range = 4 * mebibyte

type News = PullNews | { readonly kind: 'done'; readonly figures: { readonly owed: string } } | { readonly kind: 'ended'; readonly error: string }

describe('a cache of weights', () => {
  let seller: TestSeller
  let terms: FileTerms
  let port: number
  let root: string
  const children: ChildProcess[] = []

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'infinitio-cache-'))
    ;({ seller, terms, port } = await startByteSeller('cache'))
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await seller.stop()
    rmSync(root, { recursive: true })
  })

  it('sells 67 MiB of weights to a client, although both are killed in the middle, and nothing is paid twice but one range a kill', async () => {
    const weights = randomBytes(67 * mebibyte)
    const folder = join(root, 'model')
    mkdirSync(folder)
    writeFileSync(join(folder, 'model.safetensors'), weights)
    const { weights: roots } = await openCache([folder], { index: join(root, 'index', 'index.log') })
    // The service runs first: a service without a log ends the channels that were open before it.
    let serving = await serve([folder])
    const client = await seller.newClient()
    const into = join(root, 'pulled')
    const settings = { ...client, root: roots[0] as `0x${string}`, into }

    let came = 0
    const first = pull(settings, (bytes, child) => {
      came += bytes
      if (came > 20 * mebibyte) child.kill('SIGKILL')
    })
    await first.ended
    expect(came).toBeLessThan(67 * mebibyte)

    const second = pull(settings, (bytes) => {
      came += bytes
      if (came > 40 * mebibyte) serving.kill('SIGKILL')
    })
    const failed = await second.ended
    expect(failed).toMatchObject({ kind: 'ended' })

    serving = await serve([folder])
    const done = await pull(settings, () => {}).ended
    expect(done).toMatchObject({ kind: 'done', pulled: { files: ['model.safetensors'], bytes: weights.length } })
    expect(readFileSync(join(into, 'model.safetensors')).equals(weights)).toBe(true)

    const owed = done?.kind === 'done' ? BigInt(done.figures.owed) : 0n
    const ranges = BigInt(Math.ceil(weights.length / range) + 3)
    const most = ranges * costOfBytes(terms, range)
    expect(owed).toBeGreaterThanOrEqual((BigInt(weights.length) * terms.outputPrice) / 1_000_000n)
    expect(owed).toBeLessThanOrEqual(most + costOfBytes(terms, 200))
    const stopped = once(serving, 'exit')
    serving.kill('SIGKILL')
    await stopped

    const { source } = await openCache([folder], { index: join(root, 'index', 'index.log') })
    const running = await startServe(seller.serveSettings({ upstream: source, terms }))
    const before = await seller.potOf(seller.payee.address)
    const settled = await running.settle()
    await running.stop()
    expect(settled.amount).toBe(owed)
    expect((await seller.potOf(seller.payee.address)).free).toBeGreaterThan(before.free)
  })

  it('names each model by the root of its weights', async () => {
    const folder = join(root, 'small')
    mkdirSync(folder)
    writeFileSync(join(folder, 'a.gguf'), 'weights')
    writeFileSync(join(folder, 'config.json'), '{}')
    const cache = await openCache([folder], { index: join(root, 'small-index', 'index.log') })
    const hash = `0x${createHash('sha256').update('weights').digest('hex')}` as const
    expect([cache.files, cache.bytes]).toEqual([2, 9])
    expect(cache.weights).toEqual([weightsRootOf([{ path: 'a.gguf', bytes: 7, parts: [hash] }])])
  })

  /** Starts the service in a separate process. */
  function serve(folders: readonly string[]): Promise<ChildProcess> {
    const { folder, responseKey, operatorKey } = seller.serveSettings()
    const settings: ServeProgramSettings = { chain: chainOf(), service: seller.service, folder, responseKey, operatorKey, upstream: folders, port }
    const child = start('./serveProgram.ts', settings)
    return new Promise((resolve) => child.once('message', () => resolve(child)))
  }

  /** Starts a download in a separate process. `ended` has its last message, or the last one before it was killed. */
  function pull(
    { folder, root: wanted, into }: { readonly folder: string; readonly root: `0x${string}`; readonly into: string },
    onBytes: (bytes: number, child: ChildProcess) => void,
  ) {
    const settings: PullProgramSettings = { chain: chainOf(), service: seller.service, payer: seller.payer.address, folder, root: wanted, into }
    const child = start('./pullProgram.ts', settings)
    let last: News | null = null
    child.on('message', (news: News) => {
      last = news
      if (news.kind === 'bytes') onBytes(news.bytes, child)
      if (news.kind === 'done' || news.kind === 'ended') child.disconnect()
    })
    return { ended: new Promise<News | null>((resolve) => child.once('exit', () => resolve(last))) }
  }

  function start(program: string, settings: object): ChildProcess {
    const child = fork(new URL(program, import.meta.url), [JSON.stringify(settings)], { execArgv: ['--disable-warning=ExperimentalWarning'] })
    children.push(child)
    return child
  }

  function chainOf() {
    const { rpcUrl, chainId, addresses } = seller.chain
    return { rpcUrl, chainId, directory: addresses.directory, pToken: addresses.pToken }
  }
})
