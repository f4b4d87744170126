import { openTestDb } from '@infinitio/db/test'
import { directoryAbi, nameKey } from '@infinitio/chain'
import { appendReviewEntry, findListedService, listReviewEntries, readHeadBlock, listUnsentSettlements } from '@infinitio/db'
import { address, durationSeconds, hex32, holdId, type OrderHash } from '@infinitio/domain'
import { decodeFunctionData, type Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeService } from '../src/admin/changeService.ts'
import { hideReview } from '../src/admin/hideReview.ts'
import { removeArtefact } from '../src/admin/removeArtefact.ts'
import { AdminUsageError, parseAdminCall } from '../src/admin/parseAdminCall.ts'
import { runAdminCall } from '../src/admin/runAdminCall.ts'
import { FenceRaised } from '../src/matcher/writeJudged.ts'
import { accept, actorKey, placeAsk, send, type TestNode } from './actors.ts'
import { bookLease, fund, listNode, orderState, placeHourBid, testPrice } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { openTestAdmin, type TestAdmin } from './openTestAdmin.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

describe('an operator', () => {
  let market: Market
  let admin: TestAdmin
  let worker: RunningEngine
  let node: TestNode
  let askHash: OrderHash
  const renter = actorKey('admin renter')
  let nonce = 0n
  beforeAll(async () => {
    market = await startMarket()
    admin = openTestAdmin(market)
    worker = await market.startRooms()
    await fund(market, renter)
    const listed = await listNode(market, { name: 'admin', gpus: 8 })
    node = listed.node
    askHash = listed.askHash
    await bookLease(market, renter, { node, nonce: nonce++ })
  })
  afterAll(async () => {
    await admin.close()
    await market.stop()
  })

  const codeOfBid = async () => {
    const bidHash = await placeHourBid(market, renter, { node, nonce: nonce++ })
    const state = await market.until('the bid is judged', () => orderState(market, bidHash))
    return state.code ?? state.state
  }
  const codeOfHold = async (number: number) => {
    const id = `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
    const hold = { holdId: holdId(id), account: renter.address, askHash, gpus: 1, durationSeconds: durationSeconds(3_600n), funded: false }
    await accept(market, { kind: 'PlaceHold', ...hold }, `hold/${number}`)
    const [row] = await market.until('the hold is judged', async () => {
      const rows = await market.owner.query<{ state: string; code: string | null }>('select state, code from holds where hold_id = $1', [id])
      return rows.length === 0 ? null : rows
    })
    return row?.code ?? row?.state
  }

  it('halts and resumes matching with journal commands', async () => {
    expect((await admin.say('halt')).fields.inJournal).toBe(true)
    expect(await codeOfBid()).toBe('market.halted')
    expect(await codeOfHold(1)).toBe('market.halted')
    expect((await admin.say('status')).fields).toMatchObject({ mode: 'halted' })
    await admin.say('resume')
    expect(await codeOfHold(2)).toBe('held')
    const words = await market.owner.query<{ command: string }>("select command from journal where command like '%SetMode%' order by seq", [])
    expect(words.map(({ command }) => command)).toEqual(['{"kind":"SetMode","mode":"halted"}', '{"kind":"SetMode","mode":"open"}'])
  })

  it('limits the market to cancels', async () => {
    await admin.say('cancel-only')
    expect(await codeOfBid()).toBe('market.cancel_only')
    const late = await placeAsk(market, node, { pricePerGpuSecond: testPrice, nonce: 7_000n })
    expect(await market.until('the ask is judged', () => orderState(market, late))).toMatchObject({ state: 'rejected', code: 'market.cancel_only' })
    await accept(market, { kind: 'ReleaseHold', holdId: holdId('00000000-0000-4000-8000-000000000002'), account: renter.address }, 'release/2')
    await market.until('the hold is released', async () => {
      const [row] = await market.owner.query('select from holds where state = $1', ['released'])
      return row
    })
    await admin.say('resume')
  })

  it('blocks an account’s new orders, and unblocks it', async () => {
    await admin.say(`block ${renter.address}`)
    expect(await codeOfBid()).toBe('account.blocked')
    expect(await codeOfHold(3)).toBe('account.blocked')
    expect((await admin.say('status')).fields).toMatchObject({ blockedAccounts: [renter.address] })
    await admin.say(`unblock ${renter.address}`)
    expect(await codeOfHold(4)).toBe('held')
  })

  it('deletes a stored file of every account that has it, and remembers its hash', async () => {
    const sha256 = `0x${'ab'.repeat(32)}`
    for (const account of ['one', 'two'])
      await market.owner.query(
        `insert into artefacts (artefact_id, account, sha256, bytes, readers, stored_at, expires_at)
         values (gen_random_uuid(), $1, $2, 5, 'anybody', now(), now() + interval '1 day')`,
        [account, sha256],
      )
    expect(await admin.say(`artefact remove ${sha256}`)).toMatchObject({ ok: true, fields: { sha256 } })
    expect(await market.owner.query('select 1 from artefacts where deleted_at is null', [])).toEqual([])
    expect(await market.owner.query('select sha256 from removed_artefacts', [])).toEqual([{ sha256 }])
    expect(await removeArtefact(admin.context, hex32(sha256))).toMatchObject({ ok: true, fields: { accounts: [] } })
    await market.owner.query('delete from artefacts', [])
  })

  it('hides the text of a review once, with the reason as an entry of the public list', async () => {
    const about = { target: 0n, leaseId: 1n, leaseKey: '0x1', node: node.id, side: 'renter', author: renter.address, subject: '0x2' } as const
    const signed = {
      stars: 1,
      text: 'A private address.',
      salt: `0x${'1'.repeat(64)}`,
      textHash: '0x3',
      fees: 5n,
      funder: null,
      signature: '0x4',
      at: 1_800_000_000n,
    }
    await admin.context.api.transaction((tx) => appendReviewEntry(tx, { kind: 'review', ...about, ...signed }))
    expect(await admin.say('review hide 1')).toMatchObject({ ok: true, fields: { number: 1n, hiding: 2n } })
    for (const wrong of [1n, 2n, 3n]) expect(await hideReview(admin.context, wrong, 'again')).toMatchObject({ ok: false })
    expect(await hideReview(admin.context, 1n, 'turned \u202earound')).toMatchObject({ ok: false })
    const [review, hiding] = await listReviewEntries(admin.context.api, { after: 0n, limit: 9 })
    expect(review).toMatchObject({ kind: 'review', text: null, salt: null, stars: 1 })
    const block = await readHeadBlock(admin.context.api)
    expect(hiding?.at).toBe(block?.timestamp)
    expect(hiding).toMatchObject({ kind: 'hiding', target: 1n, text: 'testing: review hide', author: null, signature: null })
  })

  it('hides a registered service with a public reason, once more with another one, and shows it again', async () => {
    const service = `0x${'5e'.repeat(20)}`
    expect(await admin.say(`service hide ${service}`)).toMatchObject({ ok: false })
    const follower = openTestDb({
      url: `${market.database.ownerUrl}?options=${encodeURIComponent('-c infinitio.position=undo')}`,
      max: 1,
      onError: () => {},
    })
    await follower.query(
      `insert into services (service, payee, royalty_to, royalty_bps, lock_seconds, operator, model, bond, out_at, noted, terms, terms_hash, terms_at, registered_at, updated_block)
       values ($1, '0x2', '0x0', 0, 3600, '0x0', '0x0', 0, 0, false, '0x', '0x0', 1, 1, 1)`,
      [service],
    )
    const reason = async () => (await findListedService(admin.context.api, { service }))?.hiddenReason
    expect(await reason()).toBeNull()
    expect(await admin.say(`service hide ${service}`)).toMatchObject({ ok: true, fields: { service } })
    expect(await reason()).toBe('testing: service hide')
    const again = { act: 'service hide', service: address(service) } as const
    expect(await changeService(admin.context, { ...again, reason: 'turned \u202earound' })).toMatchObject({ ok: false })
    expect(await changeService(admin.context, { ...again, reason: 'another' })).toMatchObject({ ok: true })
    expect(await reason()).toBe('another')
    expect(await admin.say(`service show ${service}`)).toMatchObject({ ok: true })
    expect(await admin.say(`service show ${service}`)).toMatchObject({ ok: false })
    expect(await reason()).toBeNull()
    await follower.query('delete from services', [])
    await follower.close()
  })

  it('delists a machine, and lists it again', async () => {
    await admin.say(`delist ${node.id}`)
    expect(await codeOfBid()).toBe('node.delisted')
    expect((await admin.say('status')).fields).toMatchObject({ delistedNodes: [node.id] })
    await admin.say(`relist ${node.id}`)
    expect(await codeOfHold(5)).toBe('held')
  })

  it('sends a match with a lost transaction again, but not a settled one', async () => {
    await worker.stop()
    const bidHash = await placeHourBid(market, renter, { node, nonce: nonce++ })
    await market.until('it is matched', async () => (await orderState(market, bidHash))?.state === 'matched')
    const [{ matchId } = { matchId: 0n }] = await market.owner.query<{ matchId: bigint }>(
      `insert into transactions (purpose, action, match_id, sender, nonce, raw, hashes, state, code)
       select 'settle', 'settle', match_id, '0x01', 999, '{}', '{}', 'dropped', 'chain.transaction_unknown' from settlements where bid_hash = $1
       returning match_id as "matchId"`,
      [bidHash],
    )
    const ofWorker = openTestDb({ url: market.database.urls.infinitio_worker, max: 1, onError: () => {} })
    expect(await listUnsentSettlements(ofWorker, { limit: 9 })).toEqual([])
    expect((await admin.say(`settlement show ${matchId}`)).lines.join('\n')).toContain('dropped (chain.transaction_unknown)')
    expect((await admin.say(`settlement retry ${matchId}`)).fields).toMatchObject({ lost: 1, waiting: null })
    expect(await listUnsentSettlements(ofWorker, { limit: 9 })).toMatchObject([{ matchId, failures: 0 }])
    await ofWorker.close()
    worker = await market.startEngine('worker')
    await market.until('it is settled', async () => (await orderState(market, bidHash))?.state === 'settled')
    const again = await admin.say(`settlement retry ${matchId}`)
    expect([again.ok, again.lines.join()]).toEqual([false, `Match ${matchId} is settled: there is nothing to send.`])
  })

  it('rebuilds every projection with the same rows as before, even from changed rows', async () => {
    await expectBooksAgree(market)
    const before = await foldedRows(market)
    await market.owner.query('delete from book_orders where kind = $1', ['ask'])
    await market.owner.query("begin; set local infinitio.position = 'undo'; update leases set pay = 5; delete from chain_nodes; commit", [])
    expect(await foldedRows(market)).not.toEqual(before)
    const answer = await admin.say('rebuild-projections')
    expect(answer.fields.findings).toEqual([])
    expect(await foldedRows(market)).toEqual(before)
    await bookLease(market, renter, { node, nonce: nonce++ })
    await expectBooksAgree(market)
  })

  it('raises the fence against the running matcher', async () => {
    await admin.say('fence raise')
    await accept(market, { kind: 'CancelOrder', orderHash: askHash, by: actorKey('nobody').address }, 'fence/1')
    const fatal = await market.until('the matcher gives up', async () => market.takeFatal())
    expect(fatal).toBeInstanceOf(FenceRaised)
    await market.startEngine('matcher')
    await expectBooksAgree(market)
  })

  it('records every command with operator, reason and result in the log, and none in the journal', async () => {
    await expect(admin.say(`settlement show 999999`)).resolves.toMatchObject({ ok: false })
    const entries = (await admin.say('audit-log', { limit: '500' })).fields.entries as {
      command: string
      outcome: string
      who: string
      reason: string
    }[]
    const done = entries.filter(({ outcome }) => outcome === 'done').map(({ command }) => command)
    const all = ['halt', 'resume', 'cancel-only', 'block', 'unblock', 'delist', 'relist', 'settlement show', 'settlement retry', 'status']
    expect(new Set(done)).toEqual(
      new Set([...all, 'rebuild-projections', 'fence raise', 'review hide', 'artefact remove', 'service hide', 'service show']),
    )
    expect(entries.filter(({ outcome }) => outcome === 'failed').map(({ command }) => command)).toEqual([
      ...['settlement show', 'settlement retry', 'service show', 'service hide'],
    ])
    expect(entries.filter(({ outcome }) => outcome === 'started').length).toBe(done.length + 4 + 1)
    for (const { who, command, reason } of entries) expect([who, reason]).toEqual(['tester', `testing: ${command}`])
    const [told] = await market.owner.query<{ count: bigint }>("select count(*) from journal where command ~ 'testing|tester'", [])
    expect(told?.count).toBe(0n)
  })

  it('prints the calls that move the market to new contracts, and finds announced entries', async () => {
    const { address } = actorKey('the next market')
    const { directory } = market.chain.addresses
    const { deployer } = market.chain.keys
    const { timestamp } = await market.client.getBlock()
    const { fields, lines } = await admin.say(`move Market=${address} Attestations=${address}`)
    const [first, second] = fields.calls as { entry: string; announced: number | null; from: number; announce: Hex; set: Hex }[]
    expect(first).toMatchObject({ entry: 'Market', announced: null })
    expect(first?.from).toBeGreaterThanOrEqual(Number(timestamp) + 36 * 86_400)
    for (const data of [first?.announce, first?.set, second?.announce, second?.set]) expect(lines.join('\n')).toContain(data)
    await send(market, deployer, { to: directory, data: first?.announce ?? '0x', what: 'announce' })
    const later = await admin.say(`move Market=${address} Attestations=${address}`)
    const [announced, waits] = later.fields.calls as { announced: number | null }[]
    expect([typeof announced?.announced, waits?.announced]).toEqual(['number', null])
    expect(later.lines.join('\n')).not.toContain(first?.announce)
    const set = decodeFunctionData({ abi: directoryAbi, data: first?.set ?? '0x' })
    expect(set).toMatchObject({ functionName: 'set', args: [nameKey('Market'), expect.any(String)] })
  })

  it('moves the contracts of disputes and proofs by the names that the guide has', () => {
    const { address } = actorKey('a new contract')
    const successors = ['DisputeCourt', 'proofs'].map((entry) => ({ entry, address: address.toLowerCase() }))
    expect(parseAdminCall(['move', `DisputeCourt=${address}`, `proofs=${address}`], {})).toEqual({ name: 'move', successors })
  })

  it('requires a reason before it changes anything', async () => {
    const call = parseAdminCall(['halt'], {})
    await expect(runAdminCall(admin.context, call, { who: 'tester', reason: ' ' })).rejects.toThrow(AdminUsageError)
    expect((await admin.say('status')).fields).toMatchObject({ mode: 'open' })
  })

  it.each([
    ['', 'no command'],
    ['open-sesame', 'there is no command'],
    ['delist 0x12', '32-byte id'],
    ['block nobody', 'address'],
    ['settlement retry x', 'whole number'],
    ['backup', '--to'],
    ['move', 'ENTRY=ADDRESS'],
    ['move market=0x12', 'no entry of the Directory'],
    ['move Market=0x12', 'address'],
  ])('rejects "%s" with an explanation', (line, message) => {
    expect(() => parseAdminCall(line.split(' '), {})).toThrow(message)
  })
})

/** Returns every row that is calculated from the chain or the journal, by table, without the times at which the rows were written. */
async function foldedRows({ owner }: Market): Promise<Record<string, string[]>> {
  const chain = ['chain_nodes', 'chain_providers', 'chain_classes', 'chain_regions', 'chain_accounts', 'leases', 'node_calendar', 'chain_statement']
  const book = ['book_orders', 'book_reservations', 'holds', 'settlements', 'book_nodes', 'book_accounts']
  const rows: Record<string, string[]> = {}
  for (const table of [...chain, ...book]) {
    const found = await owner.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t order by 1`, [])
    rows[table] = found.map(({ row }) => row)
  }
  return rows
}
