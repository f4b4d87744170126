import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedLease } from '../../test/seedLease.ts'
import { seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let node: SeededNode
beforeAll(async () => {
  api = await startTestApi()
  node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
  await seedLease(api, node, { leaseId: 1n })
})
afterAll(() => api.stop())

test('answers reads of the public with empty lists before anything has happened', async () => {
  const { client } = api
  expect((await client.getListingMap({})).total).toBe(1)
  expect((await client.getJournalBooks()).items).toEqual([])
  expect((await client.listProgrammes()).items).toEqual([])
  expect((await client.getNodeKeys(node.node)).hostKey).toMatch(/^0x/)
})

test('answers reads of an account that has saved nothing', async () => {
  const renter = await api.signedIn(api.accounts.renter)
  expect((await renter.getSshKeys()).sshKeys).toEqual([])
  expect((await renter.getSettings()).settings).toBeNull()
  expect((await renter.listSessionKeys()).items).toEqual([])
  expect((await renter.getStatement({ month: '2026-11' })).lines).toEqual([])
  await renter.deleteBilling()
  expect(await renter.getBilling()).toEqual({ billing: null })
})

test('answers an agent with the asks of its machine', async () => {
  const { token } = await api.client.signInNodes([{ nodeId: node.node, signMessage: (args) => node.nodeKey.signMessage(args) }])
  expect((await api.client.withToken(token).getNodeAsks()).asks.length).toBeGreaterThanOrEqual(0)
})
