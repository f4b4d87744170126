import { type TestDb, openTestDb } from './openTestDb.ts'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRelay, insertRelay, insertTransaction, listNewRelays, reopenRelay, updateTransaction } from '../src/index.ts'
import type { TransactionState } from '../src/worker/sentTransactions.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

const FINAL = 7n
const HEAD = 8n

describe('the result of a relay that was sent twice', () => {
  let database: TestDatabase
  let api: TestDb
  let worker: TestDb
  let owner: TestDb
  let nonce = 0n
  beforeAll(async () => {
    database = await createTestDatabase()
    const open = (url: string) => openTestDb({ url, max: 1, onError: () => {} })
    ;[api, worker, owner] = [open(database.urls.infinitio_api), open(database.urls.infinitio_worker), open(database.ownerUrl)]
    for (const number of [FINAL, HEAD])
      await owner.query('insert into blocks (number, hash, parent_hash, timestamp, final) values ($1, $2, $3, $1, $4)', [
        number,
        hashOf(number),
        hashOf(number - 1n),
        number === FINAL,
      ])
  })
  afterAll(async () => {
    await Promise.all([api.close(), worker.close(), owner.close()])
    await database.drop()
  })

  it.each([
    { early: ['mined', FINAL], late: ['failed', HEAD], shown: ['mined', true], because: 'it landed, whatever was sent after' },
    { early: ['mined', HEAD], late: ['broadcast', null], shown: ['mined', false], because: 'it landed in a block that can be dropped' },
    { early: ['dropped', HEAD], late: ['failed', FINAL], shown: ['broadcast', false], because: 'its nonce is used in a block that can be dropped' },
    { early: ['broadcast', null], late: ['failed', FINAL], shown: ['broadcast', false], because: 'the chain forgot who used its nonce' },
    { early: ['failed', HEAD], late: ['failed', FINAL], shown: ['failed', false], because: 'another block may take it otherwise' },
    { early: ['dropped', FINAL], late: ['failed', HEAD], shown: ['failed', false], because: 'the block that refused it can be dropped' },
    { early: ['dropped', FINAL], late: ['failed', FINAL], shown: ['failed', true], because: 'neither can land any more' },
    { early: ['dropped', FINAL], late: ['stored', null], shown: ['stored', false], because: 'the second one waits' },
  ] as const)('first $early, then $late: $shown, since $because', async ({ early, late, shown }) => {
    const relayId = await placeRelay()
    const first = await send(relayId, early)
    await worker.transaction((tx) => reopenRelay(tx, { transactionId: first, relayId }))
    await send(relayId, late)
    const relay = await findRelay(api, { relayId })
    expect([relay?.state, relay?.final]).toEqual(shown)
  })

  it('is sent again only while its earlier transaction has not landed', async () => {
    const relayId = await placeRelay()
    const first = await send(relayId, ['dropped', HEAD])
    await worker.transaction((tx) => reopenRelay(tx, { transactionId: first, relayId }))
    const waiting = async () => (await listNewRelays(worker, { afterSeq: 0n, limit: 100, only: [relayId] })).length
    expect(await waiting()).toBe(1)
    await updateTransaction(worker, { id: first, state: 'mined', code: null, minedBlock: HEAD, minedBlockHash: hashOf(HEAD) })
    expect(await waiting()).toBe(0)
  })

  function hashOf(number: bigint): string {
    return `0x${number.toString(16).padStart(64, '0')}`
  }

  async function placeRelay(): Promise<string> {
    const id = randomUUID()
    const relay = { id, relayKey: id, kind: 'faucet', leaseId: null, account: '0x1', payload: '{}' }
    await api.transaction((tx) => insertRelay(tx, relay))
    return id
  }

  async function send(relayId: string, [state, block]: readonly [TransactionState, bigint | null]): Promise<bigint> {
    const about = { purpose: 'relay' as const, action: 'faucet', matchId: null, relayId, leaseId: null, sender: '0x2' }
    const place = { minedBlock: block, minedBlockHash: block === null ? null : hashOf(block) }
    nonce += 1n
    return worker.transaction((tx) => insertTransaction(tx, { ...about, nonce, raw: ['0x'], hashes: [`0x${nonce}`], state, code: null, ...place }))
  }
})
