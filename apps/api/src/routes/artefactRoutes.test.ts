import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { banArtefact } from '@infinitio/db'
import { address, artefactLimits } from '@infinitio/domain'
import type { Client } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { putArtefact } from '../actions/artefacts/artefacts.ts'
import { artefactFiles } from '../artefacts/openArtefacts.ts'
import { cleanArtefacts } from '../jobs/cleanArtefacts.ts'
import { folderStore } from '../snapshots/snapshotStores.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

const mostAccountBytes = 100_000
/** The number of small files that fit below the limit on the total size. For this limit, each file counts as at least 64 KiB. */
const mostFiles = 5
const mostTotalBytes = mostFiles * 65_536 + 4_464
const hashOf = (bytes: Uint8Array) => `0x${createHash('sha256').update(bytes).digest('hex')}`
const page = new Uint8Array(Buffer.from('<script>alert(document.cookie)</script>'))

describe('artefacts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-artefacts-'))
  let api: TestApi
  let owner: Client
  let stranger: Client
  beforeAll(async () => {
    const files = artefactFiles(folderStore(folder))
    const artefacts = {
      files,
      keptSeconds: 3_600,
      mostAccountBytes,
      mostTotalBytes,
      evidenceBytes: 0,
      results: { mostBytes: 1, mostProviderBytes: 1, mostTotalBytes: 1 },
    }
    const enough = { capacity: 10_000, refillPerSecond: 10_000 }
    api = await startTestApi({
      change: (services) => ({
        ...services,
        ...{ artefacts, limits: { ...services.limits, ip: enough, account: enough } },
        get jobs() {
          return { ...services.jobs, scheduler: address(api.accounts.provider.address.toLowerCase()) }
        },
      }),
    })
    owner = await api.signedIn(api.accounts.renter)
    stranger = await api.signedIn(api.accounts.stranger)
  })
  afterAll(async () => {
    await api.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('are stored by their hash, listed, and read by their owner only', async () => {
    const bytes = new Uint8Array(randomBytes(70_000))
    const begunAt = performance.now()
    const stored = await owner.putArtefact({ bytes, readers: 'owner' })
    const uploadSeconds = Math.ceil((performance.now() - begunAt) / 1_000)
    expect(stored).toMatchObject({ sha256: hashOf(bytes), bytes: 70_000, readers: 'owner' })
    // The artefact expires one hour (`keptSeconds`) after all its bytes are stored. `createdAt` is the start of the upload.
    expect(stored.expiresAt - stored.createdAt).toBeGreaterThanOrEqual(3_600)
    expect(stored.expiresAt - stored.createdAt).toBeLessThanOrEqual(3_600 + uploadSeconds)
    expect(Buffer.from(await owner.openArtefact(stored.sha256)).equals(bytes)).toBe(true)
    await expect(stranger.openArtefact(stored.sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    await expect(api.client.openArtefact(stored.sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    expect(await owner.listArtefacts()).toEqual({
      items: [stored],
      uploads: [],
      usedBytes: 70_000,
      mostBytes: mostAccountBytes,
      mostFiles: artefactLimits.perAccount,
    })
    expect((await stranger.listArtefacts()).items).toEqual([])
    await expect(stranger.deleteArtefact(stored.sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    await owner.deleteArtefact(stored.sha256)
    await expect(owner.openArtefact(stored.sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    await expect(owner.deleteArtefact(stored.sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    await cleared()
  })

  test('may use half of the total space if the scheduler stores them', async () => {
    const scheduler = await api.signedIn(api.accounts.provider)
    const { sha256 } = await scheduler.putArtefact({ bytes: new Uint8Array(randomBytes(mostAccountBytes + 1)), readers: 'anybody' })
    expect((await scheduler.listArtefacts()).mostBytes).toBe(mostTotalBytes / 2)
    const large = new Uint8Array(randomBytes(mostTotalBytes / 2 - mostAccountBytes))
    await expect(scheduler.putArtefact({ bytes: large, readers: 'anybody' })).rejects.toMatchObject({ code: 'artefact.quota_exceeded' })
    await scheduler.deleteArtefact(sha256)
    await cleared()
  })

  test('are read by anybody with the hash if their owner allows it', async () => {
    const { sha256 } = await owner.putArtefact({ bytes: page, readers: 'anybody' })
    expect(Buffer.from(await api.client.openArtefact(sha256)).equals(page)).toBe(true)
    expect(Buffer.from(await stranger.openArtefact(sha256)).equals(page)).toBe(true)
    // Two accounts stored the same bytes. The second account stores its copy as private. That must not change who may read the first copy.
    await stranger.putArtefact({ bytes: page, readers: 'owner' })
    expect(Buffer.from(await api.client.openArtefact(sha256)).equals(page)).toBe(true)
    await owner.putArtefact({ bytes: page, readers: 'owner' })
    await expect(api.client.openArtefact(sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    expect((await owner.listArtefacts()).items).toHaveLength(1)
    await cleared()
  })

  test('are never shown or run by a browser, for GET, HEAD and ranges', async () => {
    const { sha256 } = await owner.putArtefact({ bytes: page, readers: 'anybody' })
    for (const request of [{}, { headers: { range: 'bytes=0-3' } }, { method: 'HEAD' }]) {
      const response = await fetch(`${api.url}/api/v1/artefacts/${sha256}`, request)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('application/octet-stream')
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${sha256}.bin"`)
      expect(response.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('accept-ranges')).toBe('none')
      expect(response.headers.get('content-length')).toBe(String(page.length))
      expect(await response.text()).toBe('method' in request ? '' : Buffer.from(page).toString())
    }
    await cleared()
  })

  test('are refused with a wrong hash, a wrong length or no length, and nothing is stored', async () => {
    const right = hashOf(page)
    const wrong = hashOf(randomBytes(1))
    expect(await put(wrong, page)).toEqual([422, 'artefact.wrong_hash'])
    expect(await put(right, Buffer.concat([page, page]))).toEqual([422, 'artefact.wrong_hash'])
    expect(await put(right, new Uint8Array())).toEqual([413, 'artefact.too_large'])
    expect(await put(right, page, { chunked: true })).toEqual([413, 'artefact.too_large'])
    expect(await put(right, new Uint8Array(artefactLimits.bytes + 1))).toEqual([413, 'artefact.too_large'])
    expect(await put('0x12', page)).toEqual([400, 'api.invalid_field'])
    expect(await put(`${right}?readers=world`, page)).toEqual([400, 'api.invalid_field'])
    expect(await put('..%2f..%2fsecret', page)).toEqual([400, 'api.invalid_field'])
    expect(await put(right, page, { token: '' })).toEqual([401, 'auth.session_missing'])
    expect((await owner.listArtefacts()).items).toEqual([])
    await cleared()
  })

  test('use no more space than their account has, also when uploads arrive at the same time', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () => owner.putArtefact({ bytes: new Uint8Array(randomBytes(40_000)), readers: 'owner' })),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'artefact.quota_exceeded' })
    const { items, usedBytes } = await owner.listArtefacts()
    expect(usedBytes).toBe(80_000)
    // Deleted files still count against the account's space until their bytes have left the store.
    for (const { sha256 } of items) await owner.deleteArtefact(sha256)
    await expect(owner.putArtefact({ bytes: new Uint8Array(randomBytes(40_000)), readers: 'owner' })).rejects.toMatchObject({
      code: 'artefact.quota_exceeded',
    })
    await cleanArtefacts(api.services)
    await owner.putArtefact({ bytes: new Uint8Array(randomBytes(40_000)), readers: 'owner' })
    await cleared()
  })

  test('use no more space than the market has, also when many accounts store files at the same time', async () => {
    const accounts = await Promise.all([...'6789abc'].map((digit) => api.signedIn(privateKeyToAccount(`0x${digit.repeat(64)}`))))
    const results = await Promise.allSettled(accounts.map((client) => client.putArtefact({ bytes: page, readers: 'owner' })))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(mostFiles)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'artefact.quota_exceeded', detail: 'of all accounts' })
    await cleared()
    await owner.putArtefact({ bytes: page, readers: 'owner' })
    await cleared()
  })

  test('are refused from a blocked account, which can still read and delete its files', async () => {
    const client = await api.signedIn(privateKeyToAccount(`0x${'d'.repeat(64)}`))
    const { sha256 } = await client.putArtefact({ bytes: page, readers: 'anybody' })
    const account = privateKeyToAccount(`0x${'d'.repeat(64)}`).address.toLowerCase()
    await api.owner.query('insert into book_accounts (account, blocked, updated_seq) values ($1, true, 1)', [account])
    await expect(client.putArtefact({ bytes: page, readers: 'anybody' })).rejects.toMatchObject({ code: 'account.blocked' })
    expect(Buffer.from(await client.openArtefact(sha256)).equals(page)).toBe(true)
    await client.deleteArtefact(sha256)
    await cleared()
  })

  test('are not stored again by any account after the operator removed them, also if their upload runs now', async () => {
    const { sha256 } = await owner.putArtefact({ bytes: page, readers: 'anybody' })
    const half = Promise.withResolvers<void>()
    async function* slowly() {
      yield page.subarray(0, 5)
      await half.promise
      yield page.subarray(5)
    }
    const upload = { account: address(`0x${'e'.repeat(40)}`), sha256, readers: 'anybody', bytes: page.length, body: slowly() } as const
    const running = putArtefact(api.services, upload)
    await expect.poll(rows).toBe(2)
    expect(await api.services.db.transaction((tx) => banArtefact(tx, { sha256 }))).toHaveLength(2)
    half.resolve()
    expect(await running).toEqual({ rejected: 'artefact.unknown' })
    for (const client of [owner, stranger])
      await expect(client.putArtefact({ bytes: page, readers: 'owner' })).rejects.toMatchObject({ code: 'artefact.removed' })
    await expect(api.client.openArtefact(sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    await api.owner.query('delete from removed_artefacts', [])
    await cleared()
  })

  test('leave the store although the removal of other files fails, and the failed ones go to the end of the queue', async () => {
    for (const at of [1, 2, 3]) await owner.putArtefact({ bytes: new Uint8Array([at]), readers: 'owner' })
    const ids = await deletedInOrder()
    const removed: string[] = []
    let isBroken = true
    const { files } = api.services.artefacts
    if (files === null) throw new Error('the test has a store')
    const remove = async (file: { id: string }) => {
      if (isBroken && file.id === ids[0]) throw new Error('permission denied')
      removed.push(file.id)
      await files.remove(file)
    }
    const services = { ...api.services, artefacts: { ...api.services.artefacts, files: { ...files, remove } } }
    await cleanArtefacts(services)
    expect(removed).toEqual(ids.slice(1))
    expect(await rows()).toBe(1)
    // A file that could not be removed from the disk goes to the end of the queue, so the next file is removed before it. Here the next file is `page`, which
    // is marked as deleted since an earlier time.
    const { sha256 } = await owner.putArtefact({ bytes: page, readers: 'owner' })
    await api.owner.query("update artefacts set deleted_at = now() - interval '1 hour' where sha256 = $1", [sha256])
    isBroken = false
    await cleanArtefacts(services)
    expect(removed).toHaveLength(4)
    expect(removed.at(-1)).toBe(ids[0])
    await cleared()
  })

  test('stay in the queue when the time of a clean-up is over', async () => {
    await owner.putArtefact({ bytes: page, readers: 'owner' })
    await deletedInOrder()
    await cleanArtefacts(api.services, { withinMs: 0 })
    expect(await rows()).toBe(1)
    await cleared()
  })

  test('replace the same bytes of their account, also when there is no space for both', async () => {
    const bytes = new Uint8Array(randomBytes(60_000))
    await owner.putArtefact({ bytes, readers: 'owner' })
    await cleanArtefacts(api.services)
    const again = await owner.putArtefact({ bytes, readers: 'anybody' })
    expect((await owner.listArtefacts()).items).toEqual([again])
    expect(Buffer.from(await api.client.openArtefact(again.sha256)).equals(bytes)).toBe(true)
    await cleared()
  })

  test('expire, and leave the store with uploads that did not end', async () => {
    const { sha256 } = await owner.putArtefact({ bytes: page, readers: 'anybody' })
    await api.owner.query("update artefacts set expires_at = now() - interval '1 second'", [])
    await expect(owner.openArtefact(sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    expect((await owner.listArtefacts()).items).toEqual([])
    await api.owner.query(
      `insert into artefacts (artefact_id, account, sha256, bytes, readers, created_at, expires_at)
       values ('00000000-0000-4000-8000-000000000000', $1, $2, 5, 'owner', now() - interval '301 seconds', now() + interval '1 day')`,
      [api.accounts.renter.address.toLowerCase(), sha256],
    )
    await cleanArtefacts(api.services)
    expect(await rows()).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  })

  test('are part of the export of their account, and are deleted with it', async () => {
    const client = await api.signedIn(privateKeyToAccount(`0x${'6'.repeat(64)}`))
    const { sha256 } = await client.putArtefact({ bytes: page, readers: 'anybody' })
    expect((await client.exportAccount()).artefacts).toMatchObject([{ sha256, bytes: page.length, readers: 'anybody' }])
    expect((await client.deleteAccount()).deleted.artefacts).toBe(1)
    await expect(api.client.openArtefact(sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    await cleared()
  })

  async function put(path: string, bytes: Uint8Array, { chunked = false, token }: { chunked?: boolean; token?: string } = {}) {
    const sent = token ?? owner.transport.options.token ?? ''
    const body = chunked ? ReadableStream.from([bytes]) : bytes
    const response = await fetch(`${api.url}/api/v1/artefacts/${path}`, {
      ...{ method: 'PUT', body, duplex: 'half', headers: sent === '' ? {} : { authorization: `Bearer ${sent}` } },
    } as RequestInit)
    return [response.status, ((await response.json()) as { code: string }).code]
  }

  async function rows(): Promise<number> {
    return (await api.owner.query('select 1 from artefacts', [])).length
  }

  /**
   * Marks all files as deleted, the first one an hour ago and each later one a second later. Returns their ids in this order, in which they will be removed.
   */
  async function deletedInOrder(): Promise<string[]> {
    const found = await api.owner.query<{ id: string }>('select artefact_id as id from artefacts order by created_at, artefact_id', [])
    const ids = found.map(({ id }) => id)
    for (const [at, id] of ids.entries())
      await api.owner.query("update artefacts set deleted_at = now() - interval '1 hour' + $2 * interval '1 second' where artefact_id = $1", [id, at])
    return ids
  }

  /** Deletes everything that a test stored, and checks that no row and no file remains. */
  async function cleared(): Promise<void> {
    await api.owner.query('update artefacts set deleted_at = now()', [])
    await cleanArtefacts(api.services)
    expect(await rows()).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  }
})
