import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type BeforeImage,
  dropBlocksAfter,
  type FoldedRows,
  insertBlocks,
  insertChainNode,
  type Queryable,
  saveChainProvider,
  saveFoldedRows,
  setUndoPosition,
  updateChainNode,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

const tables = ['chain_accounts', 'chain_nodes', 'chain_providers', 'node_calendar', 'blocks']
const hex = (value: number) => `0x${value.toString(16).padStart(64, '0')}`

describe('dropping blocks', () => {
  let database: TestDatabase
  let db: TestDb
  beforeAll(async () => {
    database = await createTestDatabase()
    db = openTestDb({ url: database.urls.infinitio_follower, max: 2, onError: () => {} })
  })
  afterAll(async () => {
    await db.close()
    await database.drop()
  })

  it('restores every projection exactly to its state after the remaining block, big numbers included', async () => {
    const images: string[] = [await image(db)]
    for (let number = 0; number < 6; number += 1) {
      await db.transaction((tx) => changeThings(tx, number))
      images.push(await image(db))
    }
    for (const keep of [4, 1, -1]) {
      await db.transaction((tx) => dropBlocksAfter(tx, { number: BigInt(keep) }))
      expect(await image(db)).toBe(images[keep + 1])
    }
    expect(await db.query('select 1 from projection_undo', [])).toHaveLength(0)
  })

  it('refuses a change of a projection without the position of its log', async () => {
    const change = { provider: '0xstray', listed: true, updatedBlock: 0n }
    await expect(db.transaction((tx) => saveChainProvider(tx, change))).rejects.toThrow(/infinitio.position/)
  })
})

async function changeThings(tx: Queryable, number: number): Promise<void> {
  const updatedBlock = BigInt(number)
  await insertBlocks(tx, [{ number: updatedBlock, hash: hex(number + 1), parentHash: hex(number), timestamp: 1n, final: false }])
  await setUndoPosition(tx, { blockNumber: updatedBlock, logIndex: 0 })
  await saveFoldedRows(tx, foldedRows(number))
  await setUndoPosition(tx, { blockNumber: updatedBlock, logIndex: 1 })
  await saveChainProvider(tx, { provider: '0xp', listed: number % 2 === 0, updatedBlock })
  if (number === 2) await insertChainNode(tx, { ...facts, updatedBlock })
  if (number > 2) await updateChainNode(tx, { nodeId: '0xnode', change: { cpuCores: number, retired: number === 5 }, updatedBlock })
}

/**
 * Returns rows as the follower calculates them in memory: one account with a growing balance, and the two words (each with 64 hours) of a node's calendar,
 * which change in turn.
 */
function foldedRows(number: number): FoldedRows {
  const updatedBlock = BigInt(number)
  const account = (at: number) => ({
    account: '0xa',
    balance: BigInt(at + 1) * (2n ** 200n + 1n),
    fees: 3n,
    floor: 0n,
    bonded: 0n,
    updatedBlock: BigInt(at),
  })
  const word = (at: number) => ({ nodeId: '0xnode', wordIndex: BigInt(at % 2), word: 2n ** 255n + BigInt(at), updatedBlock: BigInt(at) })
  const site = { blockNumber: updatedBlock, logIndex: 0 }
  const images: BeforeImage[] = [
    { ...site, table: 'chain_accounts', key: { account: '0xa' }, before: number === 0 ? null : account(number - 1) },
    { ...site, table: 'node_calendar', key: { nodeId: '0xnode', wordIndex: BigInt(number % 2) }, before: number < 2 ? null : word(number - 2) },
  ]
  return { leases: [], accounts: [account(number)], words: [word(number)], lines: [], images }
}

const facts = {
  nodeId: '0xnode',
  provider: '0xp',
  nodeKey: '0xk',
  hostKey: '0xh',
  boxKey: '0xb',
  classId: 1,
  regionId: 1,
  gpus: 1,
  vramGib: 1,
  cpuCores: 1,
  ramGib: 1n,
  diskGib: 1n,
  networkMbps: 1n,
  tier: 0,
  reliabilityBps: 0,
  retired: false,
  registeredAt: 1n,
}

async function image(db: TestDb): Promise<string> {
  const texts: string[] = []
  for (const table of tables) {
    const rows = await db.query<{ row: string }>(`select to_jsonb(one)::text as row from ${table} as one order by 1`, [])
    texts.push(table, ...rows.map((row) => row.row))
  }
  return texts.join('\n')
}
