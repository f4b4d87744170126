import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReviewEntryWire, ReviewHeadWire } from '@infinitio/domain/wire'
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
      const { number } = await renter.reviewLease({ leaseId, stars, text: `${stars} stars`, signer: api.accounts.renter })
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
  const changed = (place: number, change: Partial<ReviewEntryWire>) => entries.map((entry, at) => (at === place ? { ...entry, ...change } : entry))

  test('agrees with its hashes, signatures and head', async () => {
    expect(await check(entries)).toMatchObject({
      entries: 4,
      heads: 1,
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
    expect((await check(entries, [{ ...head, number: '3' }])).findings).toEqual(['the head of entry 3 is not signed by the receipt key'])
  })

  test('counts a text that its account deleted, without a finding', async () => {
    expect(await check(changed(0, { text: null }))).toMatchObject({ deletedTexts: 1, findings: [] })
  })

  test('shows a signature that no key of the author made, unless the code of the account judges it', async () => {
    const chain = await api.client.getChain()
    const evidence = { entries, heads: [head], receiptKey: chain.receiptKey, domain: { ...signingDomainOf(chain), chainId: 1 } }
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

  test('is checked by the command, which fails for a head that the list does not have', async () => {
    const cli = startCli(api)
    const file = join(folder, 'head.json')
    writeFileSync(file, JSON.stringify(head))
    const good = await cli.run(['review', 'check', '--head', file, '--rpc', api.chain.rpcUrl])
    expect(good).toMatchObject({ code: 0 })
    expect(good.out).toContain('Everything agrees.')
    await api.owner.query('update reviews set stars = 2 where number = 2', [])
    const bad = await cli.run(['review', 'check', '--head', file])
    expect(bad.code).toBe(30)
    expect(bad.out).toContain('entry 2 has another hash than its fields')
    cli.stop()
  })
})
