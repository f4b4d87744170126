import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Hex32, hex32, sha256Hex } from '@infinitio/domain'
import type { JobWire } from '@infinitio/domain/wire'
import { newJobKey, openOwnFile, PrivateJobError, sealOwnFile } from '@infinitio/sdk/pool'
import type { JobEvent } from '@infinitio/tasks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryJournal } from '../../test/index.ts'
import { hideTasks } from '../private/index.ts'
import type { JobStore } from '../run/jobEffects.ts'
import { privateJournal, privateStore, workOf } from './privateParts.ts'

const key = newJobKey()
const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text))
let folder: string
let stored: Map<Hex32, Uint8Array>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'infinitio-private-'))
  stored = new Map()
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the store of a private job', () => {
  it('encrypts results, and decrypts the files of the owner only', async () => {
    const store = privateStore(plainStore(), { key, folder })
    const { result, file } = await store.keep('sum', { result: bytesOf('rows'), extension: 'csv', file: bytesOf('a,b') })
    for (const bytes of stored.values()) expect(Buffer.from(bytes).includes('rows') || Buffer.from(bytes).includes('a,b')).toBe(false)
    expect(readFileSync(await store.fetch(result), 'utf8')).toBe('rows')
    expect(new TextDecoder().decode(await openOwnFile(stored.get(file.sha256) ?? new Uint8Array(), key))).toBe('a,b')
    // Files for machines have other keys and pass unchanged.
    await store.publish(bytesOf('for machines'))
    expect(readFileSync(await store.fetch(sha256Hex(bytesOf('for machines'))), 'utf8')).toBe('for machines')
    const foreign = privateStore(plainStore(), { key: newJobKey(), folder })
    await expect(foreign.fetch(result)).rejects.toThrow(PrivateJobError)
  })
})

describe('the journal of a private job', () => {
  it('hides reasons that can have parts of a query, and reports them here', async () => {
    const journal = memoryJournal()
    const told: string[] = []
    const hiding = privateJournal(journal, (text) => told.push(text))
    const failed: JobEvent = { kind: 'failed', task: 'sum', reason: 'there is no column salary', isFinal: true }
    await hiding.note(0, failed)
    await hiding.note(1, { ...failed, lost: [0], reason: 'three providers gave a task up with code 100' })
    expect(JSON.stringify(journal.events[0])).not.toContain('salary')
    expect(journal.events[1]).toMatchObject({ reason: 'three providers gave a task up with code 100' })
    expect(told[0]).toContain('salary')
  })
})

describe('the work of a private job', () => {
  it('has its files and fields only with its key', async () => {
    const files = { sales: { kind: 'hash', sha256: hex32(`0x${'5'.repeat(64)}`) } as const }
    const sum = { adapter: 'data@1', needs: [], retries: 0, files, fields: { map: 'select salary' } }
    const { shown, hidden } = hideTasks({ name: 'pay', maxCost: '1', deadlineSeconds: 3_600, tasks: { sum } })
    const sealed = await sealOwnFile(bytesOf(hidden), key)
    const job = { jobId: `0x${'1'.repeat(64)}`, account: `0x${'2'.repeat(40)}`, spec: { ...shown, private: sha256Hex(sealed) } } as unknown as JobWire
    const fetchBytes = async () => sealed
    expect((await workOf(job, { key, fetchBytes })).tasks.sum).toMatchObject({ files, fields: sum.fields })
    expect((await workOf(job, { key: null, fetchBytes })).tasks.sum).toMatchObject({ files: {}, fields: {} })
    await expect(workOf(job, { key: newJobKey(), fetchBytes })).rejects.toThrow(PrivateJobError)
  })
})

function plainStore(): JobStore {
  const put = async (bytes: Uint8Array) => {
    const sha256 = sha256Hex(bytes)
    stored.set(sha256, bytes)
    return sha256
  }
  return {
    put,
    pathOf: (path) => path,
    publish: async (bytes) => void (await put(bytes)),
    publishFile: async (_, path) => void (await put(new Uint8Array(readFileSync(path)))),
    async fetch(sha256) {
      const path = join(folder, sha256.slice(2))
      writeFileSync(path, stored.get(sha256) ?? new Uint8Array())
      return path
    },
    keep: () => {
      throw new Error('a private store keeps results itself')
    },
  }
}
