import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { banArtefact } from '@infinitio/db'
import { address, uploadLimits } from '@infinitio/domain'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { putArtefactPart } from '../actions/artefacts/uploads.ts'
import { cleanArtefacts } from '../jobs/cleanArtefacts.ts'
import { fileBytes, hashOf, mostTotalBytes, randomFile, startUploadApi, type UploadApi } from '../../test/uploadApi.ts'
import type { TestApi } from '../../test/startTestApi.ts'

const { partBytes } = uploadLimits

describe('attacks on uploads in parts', () => {
  let uploads: UploadApi
  beforeAll(async () => {
    uploads = await startUploadApi()
  })
  afterAll(() => uploads.stop())
  afterEach(() => uploads.cleared())

  test('refuse offsets and lengths that lie, and store nothing of them', async () => {
    const bytes = randomFile()
    const sha256 = await uploads.started(bytes)
    const first = bytes.slice(0, partBytes)
    for (const offset of [1, partBytes, partBytes - 1, fileBytes, 2 ** 31])
      expect(await uploads.part(sha256, offset, first)).toMatchObject({ status: 409, code: 'artefact.wrong_offset' })
    for (const offset of ['-1', '0.5', 'x', '1e3e', 'NaN', 'Infinity'])
      expect(await uploads.part(sha256, offset, first)).toMatchObject({ status: 400, code: 'api.invalid_field' })
    for (const piece of [bytes.slice(0, 1), bytes.slice(0, partBytes - 1), bytes.slice(0, partBytes + 1), bytes])
      expect(await uploads.part(sha256, 0, piece)).toMatchObject({ status: 409, code: 'artefact.wrong_offset' })
    expect(await uploads.part(sha256, 0, first, { chunked: true })).toMatchObject({ status: 409, code: 'artefact.wrong_offset' })
    expect(await uploads.part(sha256, 0, first)).toMatchObject({ status: 200, receivedBytes: partBytes })
    expect(await uploads.part(sha256, 0, first)).toMatchObject({ status: 409, code: 'artefact.wrong_offset' })
    expect(await uploads.post(sha256, '/upload/end')).toMatchObject({ status: 409, code: 'artefact.wrong_offset' })
    for (const size of [0, -1, 1.5, 16 * 2 ** 20 + 1, '5', null])
      expect((await uploads.post(sha256, '/upload', { bytes: size, readers: 'owner' })).status).toBeGreaterThanOrEqual(400)
    expect(await uploads.post('0x12', '/upload', { bytes: 5, readers: 'owner' })).toMatchObject({ status: 400, code: 'api.invalid_field' })
    expect(await uploads.post(sha256, '/upload', { bytes: fileBytes, readers: 'world' })).toMatchObject({
      status: 400,
      code: 'api.invalid_field',
    })
    expect((await uploads.owner.listArtefacts()).uploads).toMatchObject([{ receivedBytes: partBytes }])
  })

  test('refuse a part with a flipped byte, and a file with another hash, of which nothing remains', async () => {
    const bytes = randomFile()
    const sha256 = await uploads.started(bytes)
    const flipped = bytes.slice(0, partBytes)
    flipped[partBytes - 1] = (flipped.at(-1) ?? 0) ^ 1
    const rightHash = hashOf(bytes.slice(0, partBytes))
    expect(await uploads.part(sha256, 0, flipped, { partSha256: rightHash })).toMatchObject({ status: 422, code: 'artefact.wrong_hash' })
    expect(await uploads.count('artefact_parts')).toBe(0)
    // Send a part with a changed byte together with the hash of these changed bytes. The server accepts the part, but rejects the whole file at the end of the
    // upload.
    await uploads.part(sha256, 0, flipped)
    await uploads.part(sha256, partBytes, bytes.slice(partBytes, 2 * partBytes))
    await uploads.part(sha256, 2 * partBytes, bytes.slice(2 * partBytes))
    expect(await uploads.post(sha256, '/upload/end')).toMatchObject({ status: 422, code: 'artefact.wrong_hash' })
    expect(await uploads.post(sha256, '/upload/end')).toMatchObject({ status: 404, code: 'artefact.no_upload' })
    expect(await uploads.owner.listArtefacts()).toMatchObject({ items: [], uploads: [] })
    // The client sends all parts again.
    const stored = await uploads.owner.uploadArtefact({ bytes, readers: 'owner' })
    expect(Buffer.from(await uploads.owner.openArtefact(stored.sha256)).equals(bytes)).toBe(true)
  })

  test('notice bytes that changed in the store before the end', async () => {
    const bytes = randomFile()
    const sha256 = await uploads.started(bytes)
    await uploads.part(sha256, 0, bytes.slice(0, partBytes))
    await uploads.part(sha256, partBytes, bytes.slice(partBytes, 2 * partBytes))
    await uploads.part(sha256, 2 * partBytes, bytes.slice(2 * partBytes))
    rmSync(join(uploads.folder, readdirSync(uploads.folder)[0] ?? ''), { recursive: true })
    expect(await uploads.post(sha256, '/upload/end')).toMatchObject({ status: 503, code: 'artefact.store_away' })
    expect((await uploads.owner.listArtefacts()).items).toEqual([])
  })

  test('belong to their account: nobody else continues, ends, sees or deletes them', async () => {
    const bytes = randomFile()
    const sha256 = await uploads.started(bytes)
    await uploads.part(sha256, 0, bytes.slice(0, partBytes))
    const next = bytes.slice(partBytes, 2 * partBytes)
    expect(await uploads.part(sha256, partBytes, next, { client: uploads.stranger })).toMatchObject({ status: 404, code: 'artefact.no_upload' })
    expect(await uploads.post(sha256, '/upload/end', undefined, uploads.stranger)).toMatchObject({ status: 404, code: 'artefact.no_upload' })
    expect((await uploads.stranger.listArtefacts()).uploads).toEqual([])
    await expect(uploads.stranger.deleteArtefact(sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    await expect(uploads.owner.openArtefact(sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    expect(await uploads.part(sha256, partBytes, next, { client: uploads.api.client })).toMatchObject({ status: 401 })
    // The stranger uploads the same bytes during the owner's upload. Neither upload changes the other.
    await uploads.stranger.uploadArtefact({ bytes, readers: 'owner' })
    expect((await uploads.owner.listArtefacts()).uploads).toMatchObject([{ receivedBytes: partBytes }])
    await uploads.owner.deleteArtefact(sha256)
    expect((await uploads.owner.listArtefacts()).uploads).toEqual([])
    expect(Buffer.from(await uploads.stranger.openArtefact(sha256)).equals(bytes)).toBe(true)
  })

  test('let only the attempt that began last count, when several send the same part', async () => {
    const bytes = randomFile()
    const sha256 = await uploads.started(bytes)
    const first = bytes.slice(0, partBytes)
    const half = Promise.withResolvers<void>()
    async function* slowly() {
      yield first.subarray(0, 5)
      await half.promise
      yield first.subarray(5)
    }
    const account = address(uploads.api.accounts.renter.address.toLowerCase())
    const slow = putArtefactPart(uploads.api.services, { account, sha256, offset: 0, partSha256: hashOf(first), bytes: partBytes, body: slowly() })
    await expect.poll(() => uploads.count('artefact_parts')).toBe(1)
    expect(await uploads.part(sha256, 0, first)).toMatchObject({ status: 200, receivedBytes: partBytes })
    half.resolve()
    expect(await slow).toEqual({ rejected: 'artefact.wrong_offset' })
    expect((await uploads.owner.listArtefacts()).uploads).toMatchObject([{ receivedBytes: partBytes }])
    expect(await uploads.count('artefact_parts')).toBe(1)
    // Two tabs send the whole file at the same time. Both uploads succeed, and the stored file is right.
    const both = await Promise.all([1, 2].map(() => uploads.owner.uploadArtefact({ bytes, readers: 'owner' })))
    expect(both.map((stored) => stored.sha256)).toEqual([sha256, sha256])
    expect(Buffer.from(await uploads.owner.openArtefact(sha256)).equals(bytes)).toBe(true)
    expect((await uploads.owner.listArtefacts()).items).toHaveLength(1)
  })

  test('limit attempts that never end, and unfinished uploads', async () => {
    const bytes = randomFile()
    const sha256 = await uploads.started(bytes)
    await uploads.part(sha256, 0, bytes.slice(0, partBytes))
    const [row] = await uploads.api.owner.query<{ id: string }>('select artefact_id as id from artefacts', [])
    for (let at = 0; at < uploadLimits.unusedParts; at += 1)
      await uploads.api.owner.query('insert into artefact_parts (part_id, artefact_id, start, bytes) values (gen_random_uuid(), $1, $2, 1)', [
        row?.id,
        partBytes,
      ])
    const next = bytes.slice(partBytes, 2 * partBytes)
    expect(await uploads.part(sha256, partBytes, next)).toMatchObject({ status: 429, code: 'artefact.too_many_uploads' })
    await uploads.api.owner.query("update artefact_parts set created_at = now() - interval '301 seconds' where stored_at is null", [])
    await cleanArtefacts(uploads.api.services)
    expect(await uploads.part(sha256, partBytes, next)).toMatchObject({ status: 200, receivedBytes: 2 * partBytes })
    await uploads.owner.deleteArtefact(sha256)
    await cleanArtefacts(uploads.api.services)
    for (let at = 0; at < uploadLimits.perAccount; at += 1)
      expect((await uploads.post(hashOf(randomBytes(32)), '/upload', { bytes: 1, readers: 'owner' })).status).toBe(200)
    expect(await uploads.post(hashOf(randomBytes(32)), '/upload', { bytes: 1, readers: 'owner' })).toMatchObject({
      code: 'artefact.too_many_uploads',
    })
  })

  test('reserve the space of the account at the start, and of the market only for bytes that arrive', async () => {
    const large = { bytes: 4 * partBytes, readers: 'owner' }
    expect((await uploads.post(hashOf(randomBytes(32)), '/upload', large)).status).toBe(200)
    expect(await uploads.post(hashOf(randomBytes(32)), '/upload', large)).toMatchObject({ status: 409, code: 'artefact.quota_exceeded' })
    // Other accounts may start uploads that would not fit together. Their parts are refused when the store is full, and the stored parts remain.
    const clients = await Promise.all([...'6789'].map((digit) => uploads.api.signedIn(privateKeyToAccount(`0x${digit.repeat(64)}`))))
    const files = clients.map(() => new Uint8Array(randomBytes(4 * partBytes)))
    const results = await Promise.allSettled(
      clients.map((client, at) => client.uploadArtefact({ bytes: files[at] ?? randomFile(), readers: 'owner' })),
    )
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'artefact.quota_exceeded', detail: 'of all accounts' })
    expect(results.some(({ status }) => status === 'rejected')).toBe(true)
    const [used] = await uploads.api.owner.query<{ bytes: string }>('select coalesce(sum(bytes), 0)::text as bytes from artefact_parts', [])
    expect(Number(used?.bytes)).toBeLessThanOrEqual(mostTotalBytes)
    // Space becomes free, and a refused upload continues.
    const at = results.findIndex(({ status }) => status === 'rejected')
    await uploads.api.owner.query('update artefacts set deleted_at = now() where account <> $1', [addressOf('6789'[at] ?? '')])
    await cleanArtefacts(uploads.api.services)
    const stored = await clients[at]?.uploadArtefact({ bytes: files[at] ?? randomFile(), readers: 'owner' })
    expect(stored?.sha256).toBe(hashOf(files[at] ?? randomFile()))
  })

  test('are given up after a day without a new part, and after five minutes without any', async () => {
    const bytes = randomFile()
    const sha256 = await uploads.started(bytes)
    await uploads.started(randomFile())
    await uploads.part(sha256, 0, bytes.slice(0, partBytes))
    await idle(uploadLimits.emptySeconds + 1)
    await cleanArtefacts(uploads.api.services)
    expect((await uploads.owner.listArtefacts()).uploads).toMatchObject([{ sha256, receivedBytes: partBytes }])
    await idle(uploadLimits.idleSeconds - 60)
    await cleanArtefacts(uploads.api.services)
    expect(await uploads.part(sha256, partBytes, bytes.slice(partBytes, 2 * partBytes))).toMatchObject({ status: 200 })
    await idle(uploadLimits.idleSeconds + 1)
    await cleanArtefacts(uploads.api.services)
    expect(await uploads.count('artefact_parts')).toBe(0)
    expect(await uploads.post(sha256, '/upload/end')).toMatchObject({ code: 'artefact.no_upload' })
    await uploads.owner.uploadArtefact({ bytes, readers: 'owner' })
  })

  test('continue after the server was killed at each step', async () => {
    const bytes = randomFile()
    const sha256 = await uploads.started(bytes)
    const first = bytes.slice(0, partBytes)
    const kill = (step: string) => killedAt(step, { sha256, first })
    // Kill the server after it reserved the space, in the middle of the bytes, and after the bytes. Below, also kill it after it marked the part as stored.
    for (const step of ['reserved', 'half', 'put']) {
      await kill(step).catch(() => undefined)
      expect((await uploads.owner.listArtefacts()).uploads).toMatchObject([{ receivedBytes: 0 }])
    }
    await kill('marked').catch(() => undefined)
    expect((await uploads.owner.listArtefacts()).uploads).toMatchObject([{ receivedBytes: partBytes }])
    expect(await uploads.count('artefact_parts')).toBe(4)
    const stored = await uploads.owner.uploadArtefact({ bytes, readers: 'owner' })
    expect(Buffer.from(await uploads.owner.openArtefact(stored.sha256)).equals(bytes)).toBe(true)
    await cleanArtefacts(uploads.api.services)
    expect(await uploads.count('artefact_parts')).toBe(3)
    expect(Buffer.from(await uploads.owner.openArtefact(stored.sha256)).equals(bytes)).toBe(true)
  })

  test('are refused for a file that the operator removed, also while they run, and from a blocked account', async () => {
    const bytes = randomFile()
    const sha256 = await uploads.started(bytes)
    await uploads.part(sha256, 0, bytes.slice(0, partBytes))
    await uploads.api.services.db.transaction((tx) => banArtefact(tx, { sha256 }))
    const next = bytes.slice(partBytes, 2 * partBytes)
    expect(await uploads.part(sha256, partBytes, next)).toMatchObject({ code: 'artefact.no_upload' })
    expect(await uploads.post(sha256, '/upload', { bytes: fileBytes, readers: 'owner' })).toMatchObject({ status: 403, code: 'artefact.removed' })
    await uploads.api.owner.query('delete from removed_artefacts', [])
    const blocked = await uploads.api.signedIn(privateKeyToAccount(`0x${'d'.repeat(64)}`))
    await uploads.started(bytes, blocked)
    await uploads.api.owner.query('insert into book_accounts (account, blocked, updated_seq) values ($1, true, 1)', [addressOf('d')])
    for (const answer of [
      await uploads.post(sha256, '/upload', { bytes: fileBytes, readers: 'owner' }, blocked),
      await uploads.part(sha256, 0, bytes.slice(0, partBytes), { client: blocked }),
      await uploads.post(sha256, '/upload/end', undefined, blocked),
    ])
      expect(answer).toMatchObject({ code: 'account.blocked' })
  })

  test('are deleted with their account', async () => {
    const client = await uploads.api.signedIn(privateKeyToAccount(`0x${'b'.repeat(64)}`))
    const bytes = randomFile()
    const sha256 = await uploads.started(bytes, client)
    await uploads.part(sha256, 0, bytes.slice(0, partBytes), { client })
    expect((await client.deleteAccount()).deleted.artefacts).toBe(1)
    await cleanArtefacts(uploads.api.services)
    expect(await uploads.count('artefact_parts')).toBe(0)
  })

  /** Sends a part to a server that is killed at the given step. Nothing happens after this step, not even the server's own cleaning up. */
  async function killedAt(step: string, { sha256, first }: { sha256: string; first: Uint8Array<ArrayBuffer> }): Promise<void> {
    const { files } = uploads.api.services.artefacts
    if (files === null) throw new Error('the test has a store')
    const dead = new Error('killed')
    let transactions = 0
    let isDead = false
    const db: TestApi['services']['db'] = {
      ...uploads.api.services.db,
      query: (...args) => (isDead ? Promise.reject(dead) : uploads.api.services.db.query(...args)),
      transaction: async (run, ...rest) => {
        transactions += 1
        if (isDead) throw dead
        const result = await uploads.api.services.db.transaction(run, ...rest)
        if (step === (transactions === 1 ? 'reserved' : 'marked')) {
          isDead = true
          throw dead
        }
        return result
      },
    }
    const dying: typeof files = {
      ...files,
      async put(part, body) {
        if (step === 'half') {
          isDead = true
          throw dead
        }
        await files.put(part, body)
        if (step === 'put') {
          isDead = true
          throw dead
        }
      },
      remove: (part) => (isDead ? Promise.reject(dead) : files.remove(part)),
    }
    const services = { ...uploads.api.services, db, artefacts: { ...uploads.api.services.artefacts, files: dying } }
    const account = address(uploads.api.accounts.renter.address.toLowerCase())
    const body = ReadableStream.from([first])
    await putArtefactPart(services, { account, sha256, offset: 0, partSha256: hashOf(first), bytes: first.length, body })
  }

  async function idle(seconds: number): Promise<void> {
    await uploads.api.owner.query("update artefacts set received_at = now() - $1 * interval '1 second'", [seconds])
  }

  function addressOf(digit: string): string {
    return privateKeyToAccount(`0x${digit.repeat(64)}`).address.toLowerCase()
  }
})
