import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { address, type Hex32, hex32, sha256Hex } from '@infinitio/domain'
import type { JobWire } from '@infinitio/domain/wire'
import { refusal } from '@infinitio/sdk'
import type { JobEvent } from '@infinitio/tasks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryLeases, type MemoryLeases } from '../../test/index.ts'
import type { JobStore } from '../run/jobEffects.ts'
import { rentFor, type Renting, rentsMachines } from './renting.ts'
import { rentedStore } from './rentedStore.ts'

const owner = address(`0x${'1'.repeat(40)}`)
const other = address(`0x${'2'.repeat(40)}`)
const bytesOf = (text: string) => new TextEncoder().encode(text)
let folder: string
let leases: MemoryLeases
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'infinitio-renting-'))
  leases = memoryLeases()
})
afterEach(() => {
  leases.remove()
  rmSync(folder, { recursive: true })
})

/** A market that stores no file of more than four bytes. */
function smallStore(): JobStore {
  const stored = new Map<Hex32, string>()
  const put = async (bytes: Uint8Array): Promise<Hex32> => {
    if (bytes.length > 4) throw refusal('artefact.too_large', { detail: `${bytes.length}` })
    const path = join(folder, `market-${stored.size}`)
    writeFileSync(path, bytes)
    stored.set(sha256Hex(bytes), path)
    return sha256Hex(bytes)
  }
  return {
    pathOf: (path) => path,
    async fetch(sha256) {
      const path = stored.get(sha256)
      if (path === undefined) throw refusal('artefact.unknown', { detail: sha256 })
      return path
    },
    publish: async (bytes) => void (await put(bytes)),
    publishFile: async (_, path) => void (await put(new Uint8Array(readFileSync(path)))),
    put,
    keep: async (_, { result, extension, file }) => ({ result: await put(result), file: { sha256: await put(file), extension, bytes: file.length } }),
  }
}

function jobWith(lease: Partial<NonNullable<JobWire['spec']['tasks'][string]['lease']>> | null): JobWire {
  const wish = { command: 'true', image: null, gpuClass: null, gpus: 1, maxPricePerGpuHour: '1', withSimulated: false, seconds: 3_600 }
  const rest = { environment: {}, secrets: [], checkpoint: 'checkpoints', results: 'model', retryOn: [] }
  const task = {
    adapter: 'container@1',
    needs: [],
    retries: 0,
    files: {},
    fields: {},
    ...(lease === null ? {} : { lease: { ...wish, ...rest, ...lease } }),
  }
  return { jobId: hex32(`0x${'7'.repeat(64)}`), account: owner, spec: { tasks: { train: task } } } as unknown as JobWire
}

const rentingOf = (account: string): Renting => ({
  leasesOf: (of) => (of === account ? leases.market : null),
  folderOf: (jobId) => join(folder, jobId),
  limits: { fileBytes: 100, outputBytes: 50 },
})
const nowSeconds = () => Date.now() / 1_000
const noted = (event: JobEvent, agoSeconds = 0) => ({ event, at: nowSeconds() - agoSeconds })
const started = noted({ kind: 'started' })
const checkpointed = (task: string, manifest: Hex32) => noted({ kind: 'checkpointed', task, epoch: 0, name: 'step', manifest })

describe('a scheduler that rents machines', () => {
  it('rents only with a key of the account of the job', () => {
    const parts = { job: jobWith({}), store: smallStore(), onProgress: () => {} }
    expect(rentFor(rentingOf(owner), parts)).toMatchObject({ effects: { leases: leases.market }, limits: { fileBytes: 100, outputBytes: 50 } })
    expect(rentFor(rentingOf(other), parts)).toBeNull()
    expect(rentFor(undefined, parts)).toBeNull()
    expect([rentsMachines(jobWith({})), rentsMachines(jobWith(null))]).toEqual([true, false])
  })

  it('spreads the checkpoints over the time of the job, so that its journal has room for all', () => {
    const rented = rentFor(rentingOf(owner), { job: jobWith({}), store: smallStore(), onProgress: () => {} })
    const may = (seconds: number, hasEnded = false) => rented?.effects.mayCopy?.('train', { seconds, hasEnded })
    expect(may(2_419_200)).toBe(true)
    rented?.noted([started, checkpointed('train', hex32(`0x${'9'.repeat(64)}`))])
    expect([may(2_419_200), may(2_419_200, true), may(0)]).toEqual([false, true, true])
    expect(rented?.effects.mayCopy?.('another', { seconds: 2_419_200, hasEnded: false })).toBe(true)
    rented?.noted(Array.from({ length: 1_800 }, () => started))
    expect([may(0), may(0, true)]).toEqual([false, false])
  })

  it('counts the time of a search from the approval or the end of the last lease, also after it was killed', () => {
    const rented = rentFor(rentingOf(owner), { job: jobWith({}), store: smallStore(), onProgress: () => {} })
    const waited = (task = 'train') => Math.round((rented?.effects.waitedMs?.(task) ?? -1) / 1_000)
    expect(waited()).toBe(0)
    rented?.noted([started, noted({ kind: 'approved' }, 90)])
    expect(waited()).toBe(90)
    const refused = noted({ kind: 'orderRefused', task: 'train', epoch: 0, reason: 'no', isFinal: false }, 80)
    rented?.noted([started, noted({ kind: 'approved' }, 90), refused, noted({ kind: 'leaseEnded', task: 'train', epoch: 0, paid: 1n }, 30)])
    expect([waited(), waited('other')]).toEqual([30, 90])
    // The clock of the market may be ahead of the clock of this computer.
    rented?.noted([started, noted({ kind: 'approved' }, -5)])
    expect(waited()).toBe(0)
  })

  it('keeps the newest two checkpoints of each task on this computer, and what is being copied', async () => {
    const rented = rentFor(rentingOf(owner), { job: jobWith({}), store: smallStore(), onProgress: () => {} })
    if (rented === null) throw new Error('the scheduler has a key')
    const { put } = rented.store
    const killed = rentFor(rentingOf(owner), { job: jobWith({}), store: smallStore(), onProgress: () => {} })
    const place = join(folder, jobWith({}).jobId, 'checkpoints')
    const checkpoint = async (text: string) => {
      const sha256 = await put(bytesOf(text))
      const manifest = await put(bytesOf(JSON.stringify({ version: 1, name: text, epoch: 0, files: [{ path: text, sha256, bytes: text.length }] })))
      return { sha256, manifest }
    }
    const [first, second, third, elsewhere] = [
      await checkpoint('first'),
      await checkpoint('second'),
      await checkpoint('third'),
      await checkpoint('elsewhere'),
    ]
    const lost = (await killed?.store.put(bytesOf('of a copy that was killed'))) ?? owner
    const copying = await put(bytesOf('of a copy that runs'))
    const all = [checkpointed('other', elsewhere.manifest), ...[first, second, third].map(({ manifest }) => checkpointed('train', manifest))]
    for (const [index] of all.entries()) rented.noted(all.slice(0, index + 1))
    const kept = [second, third, elsewhere].flatMap(({ sha256, manifest }) => [sha256, manifest])
    await expect.poll(() => readdirSync(place).toSorted()).toEqual([...kept, copying].map((sha256) => sha256.slice(2)).toSorted())
    expect(existsSync(join(place, lost.slice(2)))).toBe(false)
    expect(readFileSync(await rented.store.fetch(third.sha256), 'utf8')).toBe('third')
  })

  it('deletes the files of a copy that never became whole, but none that another copy has too', async () => {
    const rented = rentFor(rentingOf(owner), { job: jobWith({}), store: smallStore(), onProgress: () => {} })
    const [weights, settings] = [bytesOf('weights of one'), bytesOf('settings of two tasks')]
    const ofOne = [await rented?.store.put(weights), await rented?.store.put(settings)].filter((sha256) => sha256 !== undefined)
    await rented?.store.put(settings)
    await rented?.store.giveUp?.(ofOne)
    const place = join(folder, jobWith({}).jobId, 'checkpoints')
    expect(readdirSync(place)).toEqual([sha256Hex(settings).slice(2)])
    await rented?.store.giveUp?.([sha256Hex(settings)])
    expect(readdirSync(place)).toEqual([])
  })

  it('keeps a result that the market refuses on this computer, and says where it is', async () => {
    const told: string[] = []
    const store = rentedStore(smallStore(), { folder: join(folder, 'job'), onProgress: (text) => told.push(text) })
    const small = bytesOf('few')
    await store.keep('train', { result: small, extension: 'bin', file: small })
    expect(told).toEqual([])
    const large = bytesOf('more than four')
    const { result, file } = await store.keep('train', { result: large, extension: 'bin', file: large })
    expect(file).toEqual({ sha256: sha256Hex(large), extension: 'bin', bytes: large.length })
    const path = join(folder, 'job', 'results', 'train.bin')
    expect(told).toEqual([expect.stringContaining(path)])
    expect(readFileSync(path, 'utf8')).toBe('more than four')
    // The next task of the job reads the result, also after the checkpoints were deleted.
    await store.keepOnly([])
    expect(readFileSync(await store.fetch(result), 'utf8')).toBe('more than four')
  })

  it('deletes the checkpoints of a job that is over, and keeps its results', async () => {
    const rented = rentFor(rentingOf(owner), { job: jobWith({}), store: smallStore(), onProgress: () => {} })
    const large = bytesOf('more than four')
    await rented?.store.put(bytesOf('part of a checkpoint'))
    await rented?.store.keep('train', { result: large, extension: 'bin', file: large })
    await rented?.over()
    expect(readdirSync(join(folder, jobWith({}).jobId))).toEqual(['results'])
    await rented?.over()
  })

  it('keeps each state of a training that is checked, also when the job is over, and reads hidden files of this computer', async () => {
    const secret = join(folder, 'hidden.json')
    writeFileSync(secret, 'hidden')
    const sha256 = sha256Hex(bytesOf('hidden'))
    const job = jobWith({ training: { role: 'train', segments: 4 } })
    const rented = rentFor({ ...rentingOf(owner), hidden: new Map([[sha256, secret]]) }, { job, store: smallStore(), onProgress: () => {} })
    if (rented === null) throw new Error('the scheduler has a key')
    expect(await rented.store.fetch(sha256)).toBe(secret)
    writeFileSync(secret, 'changed')
    await expect(rented.store.fetch(sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    const cost = { time: 1n, fees: 0n, total: 1n }
    const lease = { gpus: 1, seconds: 60, maxPricePerGpuSecond: 1n, cost, segments: 4 }
    const events = [started, noted({ kind: 'leasePlanned', task: 'train', lease })]
    for (const name of ['one', 'two', 'three', 'four']) {
      const file = await rented.store.put(bytesOf(name))
      const list = { version: 1, name, epoch: 0, files: [{ path: name, sha256: file, bytes: name.length }] }
      events.push(checkpointed('train', await rented.store.put(bytesOf(JSON.stringify(list)))))
      rented.noted([...events])
    }
    await rented.over()
    expect(readdirSync(join(folder, job.jobId, 'checkpoints'))).toHaveLength(8)
  })

  it('reads a damaged file of this computer from the market instead, and throws if that has none', async () => {
    const store = rentedStore(smallStore(), { folder: join(folder, 'job'), onProgress: () => {} })
    const sha256 = await store.put(bytesOf('part of a checkpoint'))
    writeFileSync(join(folder, 'job', 'checkpoints', sha256.slice(2)), 'part of a che')
    await expect(store.fetch(sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
  })
})
