import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uploadLimits } from '@infinitio/domain'
import { type Client, createClient } from '@infinitio/sdk'
import { expect } from 'vitest'
import { artefactFiles } from '../src/artefacts/openArtefacts.ts'
import { cleanArtefacts } from '../src/jobs/cleanArtefacts.ts'
import { folderStore } from '../src/snapshots/snapshotStores.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

const { partBytes } = uploadLimits
/** The size of a test's file: two whole parts and a short one. */
export const fileBytes = 2 * partBytes + 1_000
export const mostAccountBytes = 6 * partBytes
export const mostTotalBytes = 8 * partBytes
/** The seconds for which the market of the test stores a file. */
export const keptSeconds = 200_000

/** An answer of the API, with the fields that tests of uploads read. */
export type UploadAnswer = {
  readonly status: number
  readonly code?: string
  readonly receivedBytes?: number
  readonly sha256?: string
  readonly upload?: { readonly receivedBytes: number } | null
  readonly artefact?: unknown
}

/** Returns the SHA-256 of bytes. */
export function hashOf(bytes: Uint8Array): string {
  return `0x${createHash('sha256').update(bytes).digest('hex')}`
}

/** Returns the random content of a file that needs three parts. */
export function randomFile(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBytes(fileBytes))
}

/** An API with little space for files, two signed-in clients, and requests of uploads that no client would send. */
export type UploadApi = {
  readonly api: TestApi
  readonly folder: string
  readonly owner: Client
  readonly stranger: Client
  /** Starts the upload of these bytes and returns their hash. */
  started(bytes: Uint8Array, client?: Client): Promise<string>
  post(sha256: string, path: string, body?: unknown, client?: Client): Promise<UploadAnswer>
  part(sha256: string, offset: number | string, bytes: Uint8Array<ArrayBuffer>, options?: PartOptions): Promise<UploadAnswer>
  /** Returns the owner's client, with another function for its requests. */
  withFetch(send: typeof fetch): Client
  count(table: 'artefacts' | 'artefact_parts'): Promise<number>
  /** Deletes everything that a test stored, and checks that no row and no file remains. */
  cleared(): Promise<void>
  stop(): Promise<void>
}

type PartOptions = { readonly partSha256?: string; readonly chunked?: boolean; readonly client?: Client }

/** Starts the API of a test of uploads. */
export async function startUploadApi(): Promise<UploadApi> {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-uploads-'))
  const results = { mostBytes: 1, mostProviderBytes: 1, mostTotalBytes: 1 }
  const artefacts = { files: artefactFiles(folderStore(folder)), keptSeconds, mostAccountBytes, mostTotalBytes, evidenceBytes: 0, results }
  const enough = { capacity: 100_000, refillPerSecond: 100_000 }
  const api = await startTestApi({
    change: (services) => ({ ...services, artefacts, limits: { ...services.limits, ip: enough, account: enough } }),
  })
  const owner = await api.signedIn(api.accounts.renter)
  const stranger = await api.signedIn(api.accounts.stranger)
  const send = async (path: string, init: RequestInit, { transport }: Client): Promise<UploadAnswer> => {
    const { token } = transport.options
    const headers = {
      // The server closes a connection on which it refused a body without reading it. So each request has its own.
      connection: 'close',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(typeof init.body === 'string' ? { 'content-type': 'application/json' } : {}),
    }
    const response = await fetch(`${api.url}/api/v1/artefacts/${path}`, { ...init, headers })
    return { status: response.status, ...((await response.json()) as object) }
  }
  const post: UploadApi['post'] = (sha256, path, body, client = owner) =>
    send(`${sha256}${path}`, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) }, client)
  const count: UploadApi['count'] = async (table) => (await api.owner.query(`select 1 from ${table}`, [])).length
  return {
    ...{ api, folder, owner, stranger, post, count },
    async started(bytes, client = owner) {
      const sha256 = hashOf(bytes)
      expect(await post(sha256, '/upload', { bytes: bytes.length, readers: 'owner' }, client)).toMatchObject({ upload: { receivedBytes: 0 } })
      return sha256
    },
    part(sha256, offset, bytes, { partSha256 = hashOf(bytes), chunked = false, client = owner } = {}) {
      const body = chunked ? ReadableStream.from([bytes]) : bytes
      const path = `${sha256}/upload?offset=${encodeURIComponent(offset)}&partSha256=${partSha256}`
      return send(path, { method: 'PUT', body, duplex: 'half' } as RequestInit, client)
    },
    withFetch: (own) => {
      const { token } = owner.transport.options
      return createClient({ baseUrl: api.url, fetch: own, ...(token === undefined ? {} : { token }) })
    },
    async cleared() {
      await api.owner.query('update artefacts set deleted_at = now()', [])
      await cleanArtefacts(api.services)
      expect(await count('artefacts')).toBe(0)
      expect(await count('artefact_parts')).toBe(0)
      expect(readdirSync(folder)).toEqual([])
    },
    async stop() {
      await api.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
