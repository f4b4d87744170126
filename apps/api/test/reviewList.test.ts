import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReviewEntryWire, ReviewHeadWire } from '@infinitio/domain/wire'
import { address, reviewEntryHash, reviewHeadText, reviewsStart, reviewTextHash } from '@infinitio/domain'
import { signingDomainOf, verifyReviews } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storeDailyHead } from '../src/actions/reviews/reviewHeads.ts'
import { closedLease } from './reviewedLease.ts'
import { seedMarket, type SeededNode } from './seedMarket.ts'
import { startCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

const day = 86_400

describe('the public list of reviews', () => {
  let api: TestApi
  let entries: ReviewEntryWire[]
  let head: ReviewHeadWire
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-reviews-'))
  beforeAll(async () => {
    api = await startTestApi()
    const [node] = await seedMarket(api, [{ name: 'one' }])
    const [renter, provider] = [await api.signedIn(api.accounts.renter), await api.signedIn(api.accounts.provider)]
    for (const stars of [5, 1, 3]) {
      const leaseId = await closedLease(api, node as SeededNode)
      const { review } = await renter.reviewLease({ leaseId, stars, text: `${stars} stars`, signer: api.accounts.renter })
      const { number } = review
      if (stars === 1) await provider.answerReview({ number, text: 'Sorry.', signer: api.accounts.provider })
    }
    entries = (await api.client.listReviewEntries()).items
    head = await api.client.getReviewHead()
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await api.stop()
  })

  const check = async (list: readonly ReviewEntryWire[], heads: readonly ReviewHeadWire[] = [head]) => {
    const chain = await api.client.getChain()
    return verifyReviews({ entries: list, heads, receiptKey: chain.receiptKey, domain: signingDomainOf(chain) })
  }
  /** Appends an entry to the list, with the hash that a dishonest operator would calculate. */
  const appended = (fields: Omit<ReviewEntryWire, 'number' | 'hash'>): ReviewEntryWire => {
    const { target, leaseId, fees, at, text: _text, salt: _salt, ...rest } = fields
    const numbers = { number: 5n, target: BigInt(target), leaseId: BigInt(leaseId), fees: BigInt(fees), at: BigInt(at) }
    return { ...fields, number: '5', hash: reviewEntryHash(entries.at(-1)?.hash ?? '', { ...rest, ...numbers }) }
  }
  const changed = (place: number, change: Partial<ReviewEntryWire>) => entries.map((entry, at) => (at === place ? { ...entry, ...change } : entry))

  test('agrees with its hashes, signatures and head', async () => {
    expect(await check(entries)).toMatchObject({
      entries: 4,
      heads: 1,
      earlierKeys: 0,
      hidden: 0,
      deletedTexts: 0,
      unchecked: 0,
      refusedNow: 0,
      findings: [],
      hash: entries.at(-1)?.hash,
    })
  })

  test('shows a changed text, a changed number of stars, a removed entry and a rewritten list', async () => {
    const findings = async (list: readonly ReviewEntryWire[]) => (await check(list)).findings
    expect(await findings(changed(1, { text: 'Great!' }))).toEqual(['entry 2 has another text than its hash'])
    expect(await findings(changed(1, { stars: 5 }))).toContain('entry 2 has another hash than its fields')
    expect(await findings(changed(0, { signature: entries[1]?.signature ?? null }))).toContain('entry 1 has another hash than its fields')
    expect(await findings(entries.filter((_, at) => at !== 1))).toContain('entry 3 is at place 2')
    const shorter = await findings(entries.slice(0, 3))
    expect(shorter).toEqual([`the list does not have entry 4 as it was signed at ${head.signedAt}`])
    expect((await check(entries, [{ ...head, number: '3' }])).findings).toContain('the head of entry 3 is not signed by its key')
  })

  test('shows a text that disappeared without an entry that removes it', async () => {
    const gone = { text: null, salt: null }
    expect((await check(changed(0, gone))).findings).toEqual(['entry 1 has no text, and no entry removes it'])
    const removal = async (kind: 'hiding' | 'deletion') => {
      const { leaseId, leaseKey, node, side, subject } = entries[0] as ReviewEntryWire
      const salt = `0x${'1'.repeat(64)}`
      const about = { kind, target: '1', leaseId, leaseKey, node, side, subject, author: null, stars: null, signature: null, fees: '0', funder: null }
      return appended({ ...about, text: 'A reason.', salt, textHash: reviewTextHash({ text: 'A reason.', salt }), at: 1_800_000_000 })
    }
    const removed = async (kind: 'hiding' | 'deletion') => check([...changed(0, gone), await removal(kind)])
    expect(await removed('hiding')).toMatchObject({ hidden: 1, deletedTexts: 0, findings: [] })
    expect(await removed('deletion')).toMatchObject({ hidden: 0, deletedTexts: 1, findings: [] })
    const kept = await check([...entries, await removal('hiding')])
    expect(kept.findings).toEqual(['entry 1 has a text, although a later entry is its hiding'])
    const noText = { text: null, salt: null }
    expect((await check([...changed(0, gone), { ...(await removal('hiding')), ...noText }])).findings).toEqual([
      'entry 5 has no text, and no entry removes it',
    ])
  })

  test('shows entries that do not fit together, although their hashes and signatures do', async () => {
    const [first, , answer] = entries as [ReviewEntryWire, ReviewEntryWire, ReviewEntryWire]
    const findings = async (change: Partial<ReviewEntryWire>, from: ReviewEntryWire = first) => {
      const { number: _number, hash: _hash, ...fields } = from
      return (await check([...entries, appended({ ...fields, ...change })])).findings.join('; ')
    }
    const stranger = api.accounts.stranger.address.toLowerCase()
    const otherKey = `0x${'7'.repeat(64)}`
    expect(await findings({})).toContain('a second review of its kind')
    expect(await findings({ leaseKey: otherKey, signature: null })).toContain('a review without an author and a signature')
    expect(await findings({ leaseKey: otherKey, stars: 9 })).toContain('a review with 9 stars')
    expect(await findings({ leaseKey: otherKey, target: '2' })).toContain('a review with a target')
    expect(await findings({ leaseKey: otherKey, subject: first.author ?? '' })).toContain('its author is its subject')
    expect(await findings({ side: 'provider' })).toContain('its author and subject are not the parties of the lease')
    expect(await findings({ side: 'provider', author: first.subject, subject: stranger })).toContain('not the parties of the lease')
    expect(await findings({ side: 'provider', author: first.subject, subject: first.author ?? '', leaseId: '999' })).toContain('another number')
    expect(await findings({ target: '1' }, answer)).toContain('an answer that is not by the subject of its review')
    expect(await findings({ target: '3' }, answer)).toContain('an answer to no review')
    expect(await findings({}, answer)).toContain('a second answer of its kind')
    expect(await findings({ target: '3', kind: 'hiding', author: null, signature: null }, answer)).not.toBe('')
    expect(await findings({ target: '77', kind: 'hiding' }, answer)).toContain('a hiding of no review and no answer')
    expect(await findings({ kind: 'deletion', target: '1' })).toContain('a deletion with an author, stars or fees')
  })

  test('counts heads of another key apart, and still compares them with the list', async () => {
    const { chainId, addresses } = await api.client.getChain()
    const earlier = api.accounts.stranger
    const signed = async (facts: { number: string; hash: string; signedAt: number }, domain = { chainId, market: address(addresses.market) }) => ({
      ...{ ...facts, signer: earlier.address.toLowerCase() },
      signature: await earlier.signMessage({ message: reviewHeadText(facts, domain) }),
    })
    const last = { number: '4', hash: entries[3]?.hash ?? '', signedAt: 5 }
    expect(await check(entries, [await signed(last), head])).toMatchObject({ earlierKeys: 1, findings: [] })
    expect((await check(entries.slice(0, 3), [await signed(last), { ...head, number: '0', hash: reviewsStart }])).findings).toContain(
      'the list does not have entry 4 as it was signed at 5',
    )
    const elsewhere = await signed(last, { chainId: 1, market: address(addresses.market) })
    expect((await check(entries, [elsewhere, head])).findings).toEqual(['the head of entry 4 is not signed by its key'])
    // A signed head (the last entry of the list of reviews) is valid only if it was signed with the receipt key that the chain names. Otherwise a market could
    // sign with any key.
    const newest = [await signed({ ...last, signedAt: head.signedAt + 1 }), head]
    expect((await check(entries, newest)).findings).toEqual(['the newest head, of entry 4, is not signed by the receipt key'])
  })

  test('shows a signature that no key of the author made, unless the code of the account judges it', async () => {
    const chain = await api.client.getChain()
    const evidence = { entries, heads: [], receiptKey: chain.receiptKey, domain: { ...signingDomainOf(chain), chainId: 1 } }
    expect(await verifyReviews(evidence)).toMatchObject({ unchecked: 4, findings: [] })
    expect(await verifyReviews({ ...evidence, judgeContract: async () => 'accepts' })).toMatchObject({ unchecked: 0, findings: [] })
    expect(await verifyReviews({ ...evidence, judgeContract: async () => 'refuses' })).toMatchObject({ refusedNow: 4, findings: [] })
    const { findings } = await verifyReviews({ ...evidence, judgeContract: async () => 'noCode' })
    expect(findings[0]).toBe(`entry 1 is not signed by ${api.accounts.renter.address.toLowerCase()}`)
  })

  test('has one signed head for each day', async () => {
    const nowSeconds = Math.floor(Date.now() / 1_000)
    for (const at of [nowSeconds, nowSeconds + 1, nowSeconds + day]) await storeDailyHead(api.services, { nowSeconds: at })
    const { items } = await api.client.listReviewHeads()
    expect(items.map(({ number, signedAt }) => [number, signedAt])).toEqual([
      ['4', nowSeconds + day],
      ['4', nowSeconds],
    ])
    expect((await check(entries, items)).findings).toEqual([])
  })

  test('lets no role of the API change an entry or remove one', async () => {
    const may = async (text: string) => api.services.db.query(text, [])
    for (const text of [
      "update reviews set stars = 5, hash = '0x'",
      'delete from reviews',
      "update review_heads set hash = '0x'",
      'delete from review_heads',
    ])
      await expect(may(text)).rejects.toThrow(/permission denied/)
  })

  test('lets the role of the API remove a text with its salt, and never write another one', async () => {
    const { db } = api.services
    const removed = /may only be removed/
    await expect(db.query("update reviews set text = 'Great!' where number = 1", [])).rejects.toThrow(removed)
    await expect(db.query("update reviews set text = null, salt = '0x1' where number = 1", [])).rejects.toThrow(removed)
    await expect(db.query('update reviews set text = null where number = 1', [])).rejects.toThrow(removed)
    await expect(db.query('alter table reviews disable trigger all', [])).rejects.toThrow(/must be owner|permission denied/)
    for (const role of [db, api.owner])
      await expect(role.query('update reviews set text = null, salt = null where number = 1', [])).rejects.toThrow('no entry shows the removal')
  })

  test('lets no role remove an entry', async () => {
    for (const text of ['delete from reviews where number = 4', 'truncate reviews'])
      await expect(api.owner.query(text, [])).rejects.toThrow('an entry of the list of reviews may not be removed')
  })

  test('is checked by the command, which fails for a head that the list does not have', async () => {
    const cli = startCli(api)
    const file = join(folder, 'head.json')
    writeFileSync(file, JSON.stringify(head))
    const good = await cli.run(['review', 'check', '--head', file, '--rpc', api.chain.rpcUrl])
    expect(good).toMatchObject({ code: 0 })
    expect(good.out).toContain('Everything agrees.')
    expect(good.out).toContain('Leases and fees were not compared with the chain.')
    await api.owner.query('update reviews set stars = 2 where number = 2', [])
    const bad = await cli.run(['review', 'check', '--head', file])
    expect(bad.code).toBe(30)
    expect(bad.out).toContain('entry 2 has another hash than its fields')
    cli.stop()
  })
})
