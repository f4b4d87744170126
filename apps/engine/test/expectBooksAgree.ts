import { expect } from 'vitest'
import { checkBooks } from '../src/audit/checkBooks.ts'
import type { Market } from './startMarket.ts'

/**
 * Waits until no work is unfinished, then expects journal, book, database rows and chain to agree to the last base unit. Repeats the check if a block was mined
 * during it: while anvil makes a block, it may answer a call about the newest block with the state of the unfinished one.
 */
export async function expectBooksAgree(market: Market): Promise<void> {
  const { api: db, chain, client } = market
  let onItsWay: string[] = []
  const quiet = market.until('nothing is on its way', async () => {
    const headBefore = await client.getBlockNumber({ cacheTime: 0 })
    const report = await checkBooks({ db, rpcUrl: chain.rpcUrl, directory: chain.addresses.directory })
    onItsWay = report.onItsWay
    const isStill = (await client.getBlockNumber({ cacheTime: 0 })) === headBefore
    return onItsWay.length === 0 && isStill ? report : null
  })
  const report = await quiet.catch(async (cause: unknown) => {
    throw new Error(`still on its way: ${onItsWay.join(', ')}\n${await stuckWork(market)}`, { cause })
  })
  expect(report.findings).toEqual([])
}

/** Lists unfinished work and its transactions, to explain a failed test. */
async function stuckWork({ owner }: Market): Promise<string> {
  const rows = await owner.query<{ line: string }>(
    `select 'match ' || match_id || ' of ' || bid_hash || coalesce(': ' || (select string_agg(to_jsonb(t)::text, ' ') from
       (select id, state, code, nonce, mined_block, mined_block_hash, hashes from transactions where transactions.match_id = settlements.match_id) as t), '') as line
       from settlements where state = 'unsettled'
     union all select 'relay ' || id || ' ' || kind from relays
       where kind <> 'autoExtend' and not exists (select from transactions where transactions.relay_id = relays.id)
     union all select 'transaction ' || (to_jsonb(t) - 'raw')::text from transactions as t where state in ('stored', 'broadcast')
     union all select 'follower ' || to_jsonb(c)::text from follower_checkpoint as c
     union all select 'worker ' || to_jsonb(w)::text from worker_status as w`,
    [],
  )
  return rows.map(({ line }) => line).join('\n')
}
