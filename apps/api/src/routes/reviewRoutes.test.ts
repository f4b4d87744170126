import { findReviewEntry, lockForAppend, removeReviewText } from '@infinitio/db'
import { createClient, signReview, signReviewAnswer } from '@infinitio/sdk'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deployContractAccount } from '../../test/deployContractAccount.ts'
import { closedLease, type ReviewedLeaseChange } from '../../test/reviewedLease.ts'
import { seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { signedLease } from '../../test/signedLease.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { placeReview } from '../actions/reviews/placeReview.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>
const coin = 10n ** 18n
const monthSeconds = 30 * 86_400

let api: TestApi
let [one, two]: SeededNode[] = []
let renter: SignedIn
let provider: SignedIn
let stranger: SignedIn
beforeAll(async () => {
  api = await startTestApi()
  ;[one, two] = await seedMarket(api, [{ name: 'one' }, { name: 'two' }])
  renter = await api.signedIn(api.accounts.renter)
  provider = await api.signedIn(api.accounts.provider)
  stranger = await api.signedIn(api.accounts.stranger)
})
afterAll(() => api.stop())

const accountOf = ({ address }: PrivateKeyAccount) => address.toLowerCase()
const lease = (change: ReviewedLeaseChange = {}, node = one) => closedLease(api, node as SeededNode, change)
const chain = () => api.client.getChain()
const write = async (client: SignedIn, signer: PrivateKeyAccount, leaseId: string, text = 'Good.', stars = 5) =>
  (await client.reviewLease({ leaseId, stars, text, signer })).review
const byRenter = (leaseId: string, text?: string, stars?: number) => write(renter, api.accounts.renter, leaseId, text, stars)
const byProvider = (leaseId: string, text?: string, stars?: number) => write(provider, api.accounts.provider, leaseId, text, stars)
let lastDeposit = 900
async function deposit({ account, from, amount }: { account: string; from: string; amount: bigint }): Promise<void> {
  lastDeposit += 1
  await api.owner.query(
    `insert into chain_logs (block_number, log_index, block_hash, tx_hash, contract, name, args, at_head, at_finality)
     values (1, $1, '0x1', '0x1', '0x1', 'Deposited', $2, true, true)`,
    [lastDeposit, JSON.stringify({ account, from, amount: `${amount}`, balance: `${amount}` })],
  )
}
const refused = (call: Promise<unknown>, code: string) => expect(call, code).rejects.toMatchObject({ code })

describe('a review', () => {
  test('is written once by each side, answered once by the other side, and public', async () => {
    const leaseId = await lease()
    expect(await renter.listLeaseReviews(leaseId)).toMatchObject({ items: [], side: 'renter', code: null })
    const review = await byRenter(leaseId, 'Fast disk,\nslow network.', 4)
    expect(review).toMatchObject({
      leaseId,
      side: 'renter',
      stars: 4,
      text: 'Fast disk,\nslow network.',
      hidden: null,
      answer: null,
      fees: `${coin}`,
    })
    expect(review).toMatchObject({ author: accountOf(api.accounts.renter), subject: accountOf(api.accounts.provider), node: one?.node })
    await refused(byRenter(leaseId), 'lease.review_exists')
    expect(await renter.listLeaseReviews(leaseId)).toMatchObject({ items: [{ stars: 4 }], code: 'lease.review_exists' })
    const answering = { number: review.number, text: 'The network is fixed.', signer: api.accounts.provider }
    const { review: answered } = await provider.answerReview(answering)
    expect(answered).toMatchObject({ number: review.number, answer: { text: 'The network is fixed.', hidden: null } })
    await refused(provider.answerReview({ number: review.number, text: 'Again', signer: api.accounts.provider }), 'lease.review_answered')
    const about = await byProvider(leaseId, 'Polite.')
    expect(about).toMatchObject({ side: 'provider', subject: accountOf(api.accounts.renter) })
    expect((await api.client.listRenterReviews(accountOf(api.accounts.renter))).items).toMatchObject([{ text: 'Polite.' }])
    expect((await api.client.listProviderReviews(accountOf(api.accounts.provider))).items[0]).toEqual(answered)
    expect(await api.client.listWrittenReviews(accountOf(api.accounts.provider))).toMatchObject({ summary: null, items: [{ text: 'Polite.' }] })
    expect((await api.client.listWrittenReviews(accountOf(api.accounts.renter))).items).toEqual([answered])
    await refused(api.client.listWrittenReviews('0x12'), 'api.bad_address')
    expect((await api.client.listNodeReviews(one?.node ?? '')).items).toEqual([answered])
    expect((await api.client.listNodeReviews(two?.node ?? '')).items).toEqual([])
    expect((await renter.exportAccount()).reviews).toMatchObject([{ kind: 'review', stars: 4 }])
  })

  test('needs a lease that the account paid for or served, and one paid hour', async () => {
    await refused(write(renter, api.accounts.renter, '999999'), 'lease.unknown')
    const leaseId = await lease()
    const sent = await signReview(api.accounts.stranger, { lease: await signedLease(api, leaseId), stars: 1, text: 'Bad.', chain: await chain() })
    await refused(stranger.placeReview(sent), 'lease.review_not_party')
    expect(await stranger.listLeaseReviews(leaseId)).toMatchObject({ side: null, code: 'lease.review_not_party' })
    await refused(byRenter(await lease({ paidSeconds: 3_599n })), 'lease.review_too_short')
    await refused(byRenter(await lease({ state: 'ended' })), 'lease.review_early')
    await refused(byProvider(await lease({ renter: accountOf(api.accounts.provider) })), 'lease.review_not_party')
    await expect(api.client.placeReview(sent)).rejects.toMatchObject({ status: 401 })
  })

  test('is possible until the last second of 30 days after the close', async () => {
    const leaseId = await lease({ closedAgo: monthSeconds - 3_600 })
    const sent = await signReview(api.accounts.renter, { lease: await signedLease(api, leaseId), stars: 5, text: '', chain: await chain() })
    const { until } = await renter.listLeaseReviews(leaseId)
    const at = (now: number) =>
      ({ ...api.services, clock: { ...api.services.clock, read: () => ({ ...api.services.clock.read(), now }) } }) as typeof api.services
    const call = { account: accountOf(api.accounts.renter) as never, caller: '127.0.0.1', ...sent }
    expect(await placeReview(at((until ?? 0) + 1), call)).toEqual({ rejected: 'lease.review_late' })
    expect(await placeReview(at(until ?? 0), call)).toMatchObject({ review: { leaseId, at: until } })
    expect(await placeReview(at((until ?? 0) + 1), call), 'a repetition').toMatchObject({ review: { leaseId, at: until } })
  })

  test('refuses a signature of another account, lease, text, number of stars or chain', async () => {
    const [leaseId, other] = [await lease(), await lease()]
    const facts = await chain()
    const sign = async (change: object = {}, signer = api.accounts.renter) =>
      signReview(signer, { lease: await signedLease(api, leaseId), stars: 2, text: 'Slow.', chain: facts, ...change })
    await refused(renter.placeReview(await sign({}, api.accounts.provider)), 'auth.signature_wrong_signer')
    await refused(renter.placeReview({ ...(await sign({ lease: await signedLease(api, other) })), leaseId }), 'auth.signature_wrong_signer')
    await refused(renter.placeReview({ ...(await sign()), text: 'Fast.' }), 'auth.signature_wrong_signer')
    await refused(renter.placeReview({ ...(await sign()), stars: 5 }), 'auth.signature_wrong_signer')
    await refused(renter.placeReview(await sign({ chain: { ...facts, chainId: 1 } })), 'auth.signature_foreign_chain')
    await refused(renter.placeReview({ ...(await sign()), signature: `0x${'1'.repeat(130)}` }), 'auth.signature_malformed')
    // After a reorg, another lease may have the same number. Its terms are different, so its lease key (a hash of id and terms) is different. The signature of
    // the review is then not valid for this other lease.
    const forked = await signedLease(api, leaseId)
    const forkedTerms = { ...forked, terms: { ...forked.terms, pricePerGpuSecond: '999' } }
    await refused(renter.placeReview(await sign({ lease: forkedTerms })), 'auth.signature_wrong_signer')
  })

  test('stores markup as it is and refuses characters that deceive', async () => {
    const text = '<script>alert(1)</script> **bold** [free](javascript:alert(1)) https://evil.example'
    expect((await byRenter(await lease(), text)).text).toBe(text)
    const leaseId = await lease()
    for (const wrong of ['paid \u202eevil', 'a\u0000b', 'a\u200bb', 'x'.repeat(1_001), ' x', 'x\n'.repeat(20).concat('x')])
      await refused(byRenter(leaseId, wrong), 'lease.review_text')
    const sent = await signReview(api.accounts.renter, { lease: await signedLease(api, leaseId), stars: 3, text: 'x', chain: await chain() })
    for (const stars of [0, 6, 2.5]) await refused(renter.placeReview({ ...sent, stars }), 'api.invalid_field')
    expect((await byRenter(leaseId, '😀'.repeat(1_000), 1)).stars).toBe(1)
  })

  test('is answered only by the account that it is about, and not with an empty text', async () => {
    const { number } = await byRenter(await lease())
    await refused(stranger.answerReview({ number, text: 'Not me', signer: api.accounts.stranger }), 'lease.review_not_subject')
    await refused(renter.answerReview({ number, text: 'Me again', signer: api.accounts.renter }), 'lease.review_not_subject')
    await refused(provider.answerReview({ number: '999999', text: 'x', signer: api.accounts.provider }), 'lease.review_unknown')
    await refused(provider.answerReview({ number, text: '', signer: api.accounts.provider }), 'api.invalid_field')
    const elsewhere = await signReviewAnswer(api.accounts.provider, { review: { hash: `0x${'1'.repeat(64)}` }, text: 'x', chain: await chain() })
    await refused(provider.placeReviewAnswer({ number, ...elsewhere }), 'auth.signature_wrong_signer')
  })

  test('is signed by a contract account with the signatures of its owners', async () => {
    const account = await deployContractAccount(api, 'reviewer')
    const leaseId = await lease({ renter: account.address })
    const sent = await signReview(account.signer, { lease: await signedLease(api, leaseId), stars: 3, text: 'By two owners.', chain: await chain() })
    const call = { account: account.address, caller: '127.0.0.1', ...sent }
    await account.setMood('refuses')
    expect(await placeReview(api.services, call)).toMatchObject({ rejected: 'auth.signature_wrong_signer' })
    await account.setMood('honest')
    const other = { ...call, text: 'Another text.' }
    expect(await placeReview(api.services, other)).toMatchObject({ rejected: 'auth.signature_wrong_signer' })
    await new Promise((resolve) => setTimeout(resolve, 5_100))
    expect(await placeReview(api.services, call)).toMatchObject({ review: { author: account.address, stars: 3 } })
  })
})

describe('the mean of reviews', () => {
  test('counts each wallet once and weighs it by its fees, so that a farm hardly moves it', async () => {
    const node = two as SeededNode
    const payers = Array.from({ length: 6 }, () => privateKeyToAccount(generatePrivateKey()))
    for (const payer of payers) {
      const client = await api.signedIn(payer)
      for (let count = 0; count < 2; count += 1) {
        const leaseId = await lease({ renter: payer.address, fees: coin / 1_000n }, node)
        const sent = await signReview(payer, { lease: await signedLease(api, leaseId), stars: 5, text: '', chain: await chain() })
        await client.placeReview(sent)
      }
    }
    const { summary, items, nextCursor } = await api.client.listNodeReviews(node.node, { limit: 5 })
    expect(summary).toEqual({ hundredths: 353, authors: 6, reviews: 12, sharedFunders: 0 })
    expect(items).toHaveLength(5)
    const next = await api.client.listNodeReviews(node.node, { limit: 50, cursor: nextCursor ?? '' })
    expect([next.items.length, next.nextCursor, next.summary]).toEqual([7, null, null])
  })

  test('shows which reviewers have their money from one other account', async () => {
    const node = two as SeededNode
    const funder = `0x${'f'.repeat(40)}`
    const payers = [privateKeyToAccount(generatePrivateKey()), privateKeyToAccount(generatePrivateKey())]
    for (const payer of payers) {
      await deposit({ account: accountOf(payer), from: funder, amount: 5n * coin })
      const leaseId = await lease({ renter: payer.address }, node)
      await write(await api.signedIn(payer), payer, leaseId)
    }
    const { summary, items } = await api.client.listNodeReviews(node.node)
    expect([summary?.sharedFunders, items[0]?.funder, items[1]?.funder]).toEqual([2, funder, funder])
    expect(items.map(({ sharedFunder }) => sharedFunder).slice(0, 3)).toEqual([true, true, false])
  })
})

describe('the source of money of a reviewer', () => {
  const funderAfter = async (deposits: (account: string) => { from: string; amount: bigint }[]) => {
    const payer = privateKeyToAccount(generatePrivateKey())
    for (const one of deposits(accountOf(payer))) await deposit({ account: accountOf(payer), ...one })
    const leaseId = await lease({ renter: payer.address })
    return (await write(await api.signedIn(payer), payer, leaseId)).funder
  }
  const [rival, friend] = [`0x${'e'.repeat(40)}`, `0x${'d'.repeat(40)}`]

  test('is not an account that paid one base unit, before or after the own deposits', async () => {
    expect(
      await funderAfter((own) => [
        { from: rival, amount: 1n },
        { from: own, amount: coin },
      ]),
    ).toBeNull()
    expect(
      await funderAfter((own) => [
        { from: own, amount: coin },
        { from: rival, amount: coin - 1n },
      ]),
    ).toBeNull()
    // The account has only one deposit, of one base unit from another account. That does not show who funded it: it may have earned its money as a provider,
    // without any deposit.
    expect(await funderAfter(() => [{ from: rival, amount: 1n }])).toBeNull()
  })

  test('is the account that paid at least half, in any number of deposits', async () => {
    expect(await funderAfter((own) => [...Array.from({ length: 4 }, () => ({ from: friend, amount: coin })), { from: own, amount: 4n * coin }])).toBe(
      friend,
    )
    expect(
      await funderAfter(() => [
        { from: rival, amount: 1n },
        { from: friend, amount: 2n * coin },
      ]),
    ).toBe(friend)
  })

  test('is never the faucet of a development chain', async () => {
    const { addresses } = await chain()
    const faucet = addresses.faucet ?? ''
    expect(faucet).not.toBe('')
    expect(
      await funderAfter(() => [
        { from: faucet, amount: 9n * coin },
        { from: rival, amount: 1n },
      ]),
    ).toBeNull()
  })
})

describe('a repeated request', () => {
  test('returns the stored review and the stored answer, with a signed head each time', async () => {
    const leaseId = await lease()
    const sent = await signReview(api.accounts.renter, { lease: await signedLease(api, leaseId), stars: 4, text: 'Once.', chain: await chain() })
    const first = await renter.placeReview(sent)
    expect(first.head.number).toBe(first.review.number)
    expect((await renter.placeReview(sent)).review).toEqual(first.review)
    await refused(renter.placeReview({ ...sent, text: 'Twice.' }), 'auth.signature_wrong_signer')
    await refused(byRenter(leaseId, 'Once.', 4), 'lease.review_exists')
    const answer = await signReviewAnswer(api.accounts.provider, { review: first.review, text: 'Thanks.', chain: await chain() })
    const { number } = first.review
    const answered = await provider.placeReviewAnswer({ number, ...answer })
    expect(answered.head.number).toBe(answered.review.answer?.number)
    expect((await provider.placeReviewAnswer({ number, ...answer })).review).toEqual(answered.review)
    expect((await renter.placeReview(sent)).review).toEqual(answered.review)
    await refused(renter.placeReviewAnswer({ number, ...answer }), 'lease.review_not_subject')
  })

  test('returns the stored answer also while the first request waits for the lock of the list', async () => {
    const review = await byRenter(await lease())
    const answer = await signReviewAnswer(api.accounts.provider, { review, text: 'Thanks.', chain: await chain() })
    const sent = () => provider.placeReviewAnswer({ number: review.number, ...answer })
    const waiting = `select count(*)::int as waiting from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`
    const sentTwice = await api.owner.transaction(async (tx) => {
      await lockForAppend(tx, 'reviews')
      const replies = [sent(), sent()]
      await expect.poll(async () => (await tx.query(waiting, []))[0], { timeout: 10_000 }).toMatchObject({ waiting: 2 })
      return replies
    })
    const [first, second] = await Promise.all(sentTwice)
    expect(second?.review.answer).toEqual(first?.review.answer)
    await refused(provider.answerReview({ number: review.number, text: 'Again.', signer: api.accounts.provider }), 'lease.review_answered')
  })
})

describe('the public record of a provider', () => {
  test('has its machines, paid time and the mean of reviews, and no name without a signed statement', async () => {
    const record = await api.client.getPublicProvider(accountOf(api.accounts.provider))
    expect(record).toMatchObject({ name: null, since: 1, machines: 2, gpus: 2 })
    expect(Number(record.gpuSeconds)).toBeGreaterThan(3_600)
    expect(record.reviews.authors).toBeGreaterThan(5)
    expect(record.reliabilityBps).toBeNull()
    // The reliability of a provider is the mean of the worst tenth of its machines. With two machines, that is the reliability of the worse machine.
    const attest =
      'update chain_nodes set reliability_bps = $2 where node_id = (select node_id from chain_nodes where provider = $1 order by node_id offset $3 limit 1)'
    for (const [place, bps] of [9_990, 7_000].entries()) await api.owner.query(attest, [accountOf(api.accounts.provider), bps, place])
    expect(await api.client.getPublicProvider(accountOf(api.accounts.provider))).toMatchObject({ reliabilityBps: 7_000 })
    expect(record).toMatchObject({ tiers: [{ tier: 0, machines: 2 }], faults: { recent: 0, all: 0 } })
    const rate = 'update chain_nodes set tier = 2 where node_id = (select node_id from chain_nodes where provider = $1 order by node_id limit 1)'
    await api.owner.query(rate, [accountOf(api.accounts.provider)])
    const tiers = [2, 0].map((tier) => ({ tier, machines: 1 }))
    expect((await api.client.getPublicProvider(accountOf(api.accounts.provider))).tiers).toEqual(tiers)
    await refused(api.client.getPublicProvider(accountOf(api.accounts.stranger)), 'api.not_found')
    await refused(api.client.getPublicProvider('0x12'), 'api.bad_address')
  })
})

describe('the names of providers', () => {
  const listed = (...accounts: string[]) => api.client.listProviders({ accounts: accounts.join(',') })

  test('come with the bond and the first day, once for each provider', async () => {
    const account = accountOf(api.accounts.provider)
    await api.owner.query(
      `insert into chain_accounts (account, balance, fees, floor, bonded, updated_block) values ($1, 0, 0, 0, 1250, 1)
       on conflict (account) do update set bonded = 1250`,
      [account],
    )
    await api.owner.query(`insert into delegate_statements (account, name, text, signature, signed_at) values ($1, 'Fjord Compute', '', '0x', 1)`, [
      account,
    ])
    const found = await listed(account, api.accounts.provider.address, accountOf(api.accounts.stranger))
    expect(found.items).toEqual([{ account, name: 'Fjord Compute', bonded: '1250', since: 1 }])
    await api.owner.query(`update delegate_statements set name = '' where account = $1`, [account])
    expect((await listed(account)).items).toMatchObject([{ name: null }])
    await api.owner.query('delete from delegate_statements where account = $1', [account])
  })

  test('are refused for more than 50 accounts, an empty list, and a malformed address', async () => {
    const account = accountOf(api.accounts.provider)
    await refused(listed(...Array.from({ length: 51 }, () => account)), 'api.invalid_field')
    await refused(listed(''), 'api.invalid_field')
    await refused(listed(account, "0x' or '1'='1"), 'api.invalid_field')
  })
})

describe('a text that the operator hides', () => {
  test('disappears from every answer of the API, with the reason in its place, and keeps its stars', async () => {
    const leaseId = await lease()
    const review = await byRenter(leaseId, 'The owner lives in Main Street 1.', 1)
    const before = (await api.client.listNodeReviews(one?.node ?? '')).summary
    const number = BigInt(review.number)
    const entry = await findReviewEntry(api.owner, { number })
    if (entry === null) throw new Error('The review is not stored.')
    const reason = 'It has a private address.'
    const hiding = { kind: 'hiding', reason, salt: `0x${'1'.repeat(64)}`, at: 1_800_000_000n } as const
    const hide = () => api.services.db.transaction((tx) => removeReviewText(tx, entry, hiding))
    expect(await hide()).not.toBeNull()
    expect(await hide()).toBeNull()
    expect(await findReviewEntry(api.owner, { number })).toEqual({ ...entry, text: null, salt: null })
    const { items, summary } = await api.client.listNodeReviews(one?.node ?? '')
    expect(items[0]).toMatchObject({ text: null, hidden: { reason, at: 1_800_000_000 }, stars: 1 })
    expect(summary).toEqual(before)
    const everywhere = JSON.stringify([items, await api.client.listReviewEntries({ limit: 500 }), await renter.listLeaseReviews(leaseId)])
    expect(everywhere).not.toContain('Main Street')
    expect(everywhere).toContain(reason)
  })
})

describe('an account that deletes its data', () => {
  test('takes its texts with it and leaves the entries with their hashes', async () => {
    const payer = privateKeyToAccount(generatePrivateKey())
    const client = await api.signedIn(payer)
    const { number } = await write(client, payer, await lease({ renter: payer.address }), 'I live in Main Street 2.')
    const entry = async () => (await api.client.listReviewEntries({ after: Number(number) - 1, limit: 1 })).items[0]
    const before = await entry()
    const { deleted, kept } = await client.deleteAccount()
    expect(deleted.reviewTexts).toBe(1)
    expect(kept.map(({ what }) => what)).toContain('reviews and answers without their texts')
    expect(await entry()).toEqual({ ...before, text: null, salt: null })
    const { items } = await api.client.listReviewEntries({ limit: 500 })
    expect(items.at(-1)).toMatchObject({ kind: 'deletion', target: number, author: null, signature: null, text: '' })
    const gone = await findReviewEntry(api.owner, { number: BigInt(number) })
    if (gone === null) throw new Error('The entry is gone.')
    const hiding = { kind: 'hiding', reason: 'A second removal.', salt: `0x${'1'.repeat(64)}`, at: 1_800_000_000n } as const
    expect(await api.services.db.transaction((tx) => removeReviewText(tx, gone, hiding)), 'a removal of no text').toBeNull()
    expect((await api.client.listNodeReviews(one?.node ?? '')).items[0]).toMatchObject({ number, text: null, hidden: null, stars: 5 })
  })
})

describe('a review whose first reply is lost', () => {
  test('gets its signed head, as its answer does, and both are stored once', async () => {
    const leaseId = await lease()
    /** Returns a client that does not receive the answer to its first POST, although the market stored the request. */
    const losing = ({ transport }: SignedIn) => {
      let isLost = false
      const lossy: typeof fetch = async (input, init) => {
        const response = await fetch(input, init)
        if (init?.method !== 'POST' || isLost) return response
        isLost = true
        throw new TypeError('terminated')
      }
      return createClient({ ...transport.options, fetch: lossy })
    }
    const { review, head } = await losing(renter).reviewLease({ leaseId, stars: 5, text: 'Good.', signer: api.accounts.renter })
    expect(head.number).toBe(review.number)
    const answered = await losing(provider).answerReview({ number: review.number, text: 'Thanks.', signer: api.accounts.provider })
    expect(BigInt(answered.head.number)).toBe(BigInt(review.number) + 1n)
  })
})
