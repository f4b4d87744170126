import { type TestDb, openTestDb } from './openTestDb.ts'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertRelay, insertTransaction, listNewRelays, readWorkerCursor, reopenRelay, saveWorkerCursor } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

describe('the cursor over relays', () => {
  let database: TestDatabase
  let api: TestDb
  let worker: TestDb
  beforeAll(async () => {
    database = await createTestDatabase()
    api = openTestDb({ url: database.urls.infinitio_api, max: 1, onError: () => {} })
    worker = openTestDb({ url: database.urls.infinitio_worker, max: 1, onError: () => {} })
  })
  afterAll(async () => {
    await Promise.all([api.close(), worker.close()])
    await database.drop()
  })

  it('never passes a reopened relay, even if it was directly before it', async () => {
    const reopened = await placeRelay()
    const failed = await send(reopened, { nonce: 0n })
    await save({ from: 0n, lastSeq: 0n })
    const later = await placeRelay()
    await send(later, { nonce: 1n })
    // The worker read the cursor when it was 0. Then it reopened the first relay (signed message), and only now it stores the cursor's new position.
    await worker.transaction((tx) => reopenRelay(tx, { transactionId: failed, relayId: reopened }))
    await save({ from: 0n, lastSeq: 2n })
    expect(await readWorkerCursor(worker)).toBe(0n)
    expect((await listNewRelays(worker, { afterSeq: 0n, limit: 10 })).map(({ id }) => id)).toEqual([reopened])
    await send(reopened, { nonce: 2n })
    await save({ from: 0n, lastSeq: 2n })
    expect(await readWorkerCursor(worker)).toBe(2n)
  })

  async function placeRelay(): Promise<string> {
    const id = randomUUID()
    const relay = { id, relayKey: id, kind: 'faucet', leaseId: null, account: '0x1', payload: '{}' }
    await api.transaction((tx) => insertRelay(tx, relay))
    return id
  }

  function send(relayId: string, { nonce }: { nonce: bigint }): Promise<bigint> {
    const about = { purpose: 'relay' as const, action: 'faucet', matchId: null, relayId, leaseId: null, state: 'broadcast' as const, code: null }
    return worker.transaction((tx) => insertTransaction(tx, { ...about, sender: '0x2', nonce, raw: ['0x'], hashes: [`0x${nonce}`] }))
  }

  function save(reached: { from: bigint; lastSeq: bigint }): Promise<void> {
    return worker.transaction((tx) => saveWorkerCursor(tx, reached))
  }
})
