import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SeededNode, seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { noteLeaseChanges } from './noteLeaseChanges.ts'

let api: TestApi
let provider: Awaited<ReturnType<TestApi['signedIn']>>
let nodes: SeededNode[]
let block = 1_000

beforeAll(async () => {
  api = await startTestApi()
  nodes = await seedMarket(api, [{ name: 'by wallet' }, { name: 'by agent' }, { name: 'by key' }])
  provider = await api.signedIn(api.accounts.provider)
  await api.owner.query("insert into node_signing (node_id, signed_by) values ($1, 'none'), ($2, 'wallet')", [nodes[0]?.node, nodes[1]?.node])
  await api.owner.query("update book_orders set mandate_json = '{}' where node_id = $1", [nodes[2]?.node])
  await api.owner.query(`update book_orders set order_json = (order_json::jsonb || '{"maxFeeBps": 25}')::text`, [])
  await setFee(25)
})
afterAll(() => api.stop())

/** Stores a change of the market's fee in a final block, and runs the job. */
async function setFee(feeBps: number): Promise<void> {
  block += 1
  await api.owner.query(
    `insert into chain_logs (block_number, log_index, block_hash, tx_hash, contract, name, args, at_head, at_finality)
     values ($1, 0, '0x', '0x', 'directory', 'FeeSet', $2, true, true)`,
    [block, JSON.stringify({ name: 'FeeSet', feeBps: `${feeBps}` })],
  )
  await api.owner.query(
    `insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, reorgs, updated_at) values (1, $1, '0x', $1, true, 0, now())
     on conflict (id) do update set head_number = $1, final_number = $1`,
    [block],
  )
  await noteLeaseChanges(api.services)
}

const notices = async () => (await provider.listNotifications()).items.map(({ kind, facts }) => ({ kind, ...facts }))

test('notifies a provider once for each rise of the fee that hides a listing which its wallet signed', async () => {
  expect(await notices(), 'the first fee hides nothing').toEqual([])
  await setFee(30)
  const hidden = { kind: 'listing_hidden', node: nodes[0]?.node, nodeName: 'by wallet', feeBps: 30, signedFeeBps: 25 }
  expect(await notices()).toEqual([hidden])
  await setFee(35)
  await setFee(30)
  expect(await notices(), 'it was hidden before').toEqual([hidden])
  await setFee(25)
  expect(await notices(), 'a lower fee hides nothing').toEqual([hidden])
  await setFee(40)
  expect(await notices()).toEqual([{ ...hidden, feeBps: 40 }, hidden])
})
