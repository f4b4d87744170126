import { zeroHex32 } from '@infinitio/domain'
import type { DisputeDetailWire, DisputesWire, DisputeWire, FaultWire } from '@infinitio/domain/wire'
import { InfinitioError } from '@infinitio/sdk'
import { QueryClient, QueryClientProvider, type QueryKey } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { disputeQuery, disputesQuery } from '#web/features/govern/disputes/disputeQueries.ts'
import { DisputesView } from '#web/features/govern/disputes/DisputesView.tsx'
import { DisputeView } from '#web/features/govern/disputes/DisputeView.tsx'
import { JuryView } from '#web/features/govern/jury/JuryView.tsx'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'

type Pages = { readonly language: 'en' | 'zh'; readonly cached?: (client: QueryClient) => void }

const account = (digit: string) => `0x${digit.repeat(40)}`
const [opener, juror, silent] = [account('a'), account('b'), account('c')]
const now = 1_795_000_000
const hour = 3_600
const day = 24 * hour
const contracts = { court: account('1'), panels: account('2'), gToken: account('3'), pToken: account('4'), stakeVault: account('5') }
const row: DisputeWire = {
  ...{ id: 4, lease: null, slash: { purpose: 'Provider', executeAt: now + 20 * day }, state: 'voting', until: now + 2 * day, round: 1 },
  ...{ next: { acts: ['commit'], deadline: now + day }, opener, respondent: null, appellant: null, claim: `${250n * 10n ** 18n}` },
  ...{ bond: `${25n * 10n ** 18n}`, verdict: null, jurors: [juror, silent], openedAt: now - 3 * day },
}
const list = (items: DisputeWire[]): DisputesWire => ({ blockNumber: 9, now, contracts, items, nextCursor: null })
const member = (of: string, change: object = {}) => ({ account: of, simulated: false, committed: false, vote: null, paid: '0', ...change })
const detail = (change: Partial<DisputeDetailWire> = {}): DisputeDetailWire => ({
  ...{ blockNumber: 9, now, contracts, ...row },
  evidence: [{ party: opener, hash: zeroHex32, bytes: 20, at: now - 2 * day, txHash: zeroHex32 }],
  record: null,
  juries: [{ round: 1, panelId: '1', members: [member(juror, { committed: true }), member(silent)], revealFrom: now + day, until: now + 2 * day }],
  money: {
    appealBond: `${75n * 10n ** 18n}`,
    heldAppeal: '0',
    pot: `${125n * 10n ** 17n}`,
    jurorPay: '0',
    fine: `${50n * 10n ** 18n}`,
    payments: [],
  },
  steps: [{ kind: 'opened', account: opener, round: null, vote: null, amount: row.bond, at: now - 3 * day, txHash: zeroHex32 }],
  ...change,
})

describe('a page of disputes', { timeout: 30_000 }, () => {
  test('waits with the outline of its content', async () => {
    for (const page of [<DisputesView key="1" />, <DisputeView key="2" id="4" />, <JuryView key="3" />])
      expect(await shown(page, { language: 'en', cached: signIn })).toContain('skel')
  })

  test('says which part did not load, with a button that tries again, in both languages', async () => {
    const away = (key: QueryKey) => (client: QueryClient) => {
      signIn(client)
      const error = new InfinitioError({ code: 'api.chain_away', status: 503, requestId: null } as never)
      client.getQueryCache().build(client, { queryKey: key }).setState({ status: 'error', error, fetchStatus: 'idle' })
    }
    const failures = [
      [<DisputesView key="1" />, disputesQuery(browserApi).queryKey, 'The disputes did not load.', '争议未能加载。'],
      [<DisputeView key="2" id="4" />, disputeQuery(browserApi, '4').queryKey, 'The dispute did not load.', '该争议未能加载。'],
      [<JuryView key="3" />, disputesQuery(browserApi, { account: juror, role: 'juror' }).queryKey, 'Your duties did not load.', '职责未能加载。'],
    ] as const
    for (const [page, key, english, chinese] of failures) {
      const markup = await shown(page, { language: 'en', cached: away(key) })
      expect(markup).toContain(english)
      expect(markup).toContain('Try now')
      expect(await shown(page, { language: 'zh', cached: away(key) })).toContain(chinese)
    }
  })

  test('says what appears where nothing is yet', async () => {
    const cached = (client: QueryClient) => {
      signIn(client)
      put(client, list([]))
    }
    expect(await shown(<DisputesView />, { language: 'en', cached })).toContain('No disputes')
    expect(await shown(<DisputesView />, { language: 'zh', cached })).toContain('没有争议')
    expect(await shown(<JuryView />, { language: 'en', cached })).toContain('No dispute needs your vote')
    expect(await shown(<JuryView />, { language: 'zh', cached })).toContain('没有需要你投票的争议')
  })

  test('shows a juror the dispute that needs a vote, and how long', async () => {
    const cached = (client: QueryClient) => {
      signIn(client)
      put(client, list([row]))
    }
    const markup = await shown(<JuryView />, { language: 'en', cached })
    expect(markup).toContain('Your vote is needed')
    expect(markup).toContain('href="/disputes/4"')
    expect(markup).toMatch(/Dispute 4: Jurors store hidden votes, 24\s?h left|Dispute 4: Jurors store hidden votes, 1\s?d left/)
    expect(await shown(<JuryView />, { language: 'zh', cached })).toContain('陪审员提交隐藏的投票，剩余')
  })
})

describe('the page of a dispute', { timeout: 30_000 }, () => {
  const page = (change: Partial<DisputeDetailWire>, language: 'en' | 'zh' = 'en') =>
    shown(<DisputeView id="4" />, {
      language,
      cached: (client) => {
        signIn(client)
        client.setQueryData(disputeQuery(browserApi, '4').queryKey, detail(change))
      },
    })

  test('marks the reader among the jurors, and says the zone of its deadlines', async () => {
    const markup = await page({})
    expect(markup.match(/>you</g)).toHaveLength(1)
    expect(markup).toContain('Times: UTC')
    // The page shows how much an appeal costs before anybody must decide whether to appeal.
    expect(markup).toMatch(/with a bond of 75\.00\sPT/)
    expect(await page({}, 'zh')).toContain('时间：Shanghai')
  })

  test('shows jurors what the market recorded about the lease: faults, credits, answers, and its machine', async () => {
    const fault: FaultWire = {
      ...{ number: '7', leaseId: '12', node: zeroHex32, value: null, from: now - 900, until: now - 300, recordedAt: now, paid: null, share: null },
      ...({ incident: 'unreachable', party: 'operator', rule: 3, source: 'market', creditSeconds: 540, owedSeconds: 540 } as const),
      answers: [
        { side: 'renter', text: 'It was gone all morning.', at: now },
        { side: 'provider', text: 'The tunnel was up here.', at: now },
      ],
    }
    const record = { node: zeroHex32, faults: [fault] }
    const markup = await page({ lease: '12', slash: null, record })
    for (const part of ['What the market recorded', 'It was gone all morning.', 'The tunnel was up here.', '540', `/gpus/${zeroHex32}`])
      expect(markup).toContain(part)
    expect(await page({ lease: '12', slash: null, record: { node: zeroHex32, faults: [] } }, 'zh')).toContain('市场没有记录')
    expect(await page({})).not.toContain('What the market recorded')
  })

  test('calls a verdict of the first jury "so far", and one that no appeal can change final', async () => {
    const decided = { state: 'decided', verdict: 'record' } as const
    const open = await page({ ...decided, next: { acts: ['appeal'], deadline: now + day } })
    expect([open.includes('Verdict so far'), open.includes('Decided, may be appealed')]).toEqual([true, true])
    const final = await page({ ...decided, round: 2, next: { acts: ['execute'], deadline: null } })
    expect([final.includes('Verdict so far'), final.includes('Decided, final')]).toEqual([false, true])
    expect(await page({ ...decided, round: 2, next: { acts: ['execute'], deadline: null } }, 'zh')).toContain('已裁决，终局')
    // While the second jury votes, the verdict of the first jury may still change.
    expect(await page({ verdict: 'record', round: 2 })).toContain('Verdict so far')
  })

  test('does not exist for an unknown number, with a way on', async () => {
    const markup = await shown(<DisputeView id="9" />, {
      language: 'en',
      cached: (client) => {
        const error = new InfinitioError({ code: 'api.not_found', status: 404, requestId: null } as never)
        client
          .getQueryCache()
          .build(client, { queryKey: disputeQuery(browserApi, '9').queryKey })
          .setState({ status: 'error', error, fetchStatus: 'idle' })
      },
    })
    expect(markup).toContain('href="/govern"')
  })
})

function signIn(client: QueryClient): void {
  client.setQueryData(['session'], { account: juror })
}

/** Puts a list of disputes into the cache, for the query of all disputes and for the query of those in which the reader is a juror. */
function put(client: QueryClient, page: DisputesWire): void {
  const data = { pages: [page], pageParams: [null] }
  client.setQueryData(disputesQuery(browserApi).queryKey, data)
  client.setQueryData(disputesQuery(browserApi, { account: juror, role: 'juror' }).queryKey, data)
}

async function shown(page: ReactNode, { language, cached = () => {} }: Pages): Promise<string> {
  // Nothing is fetched, so a query without cached data stays in its loading state.
  const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false, queryFn: () => new Promise(() => {}) } } })
  cached(client)
  return await loadedMarkupFor(language, <QueryClientProvider client={client}>{page}</QueryClientProvider>)
}
