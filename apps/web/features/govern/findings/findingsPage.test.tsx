import { zeroHex32 } from '@infinitio/domain'
import type { FindingsWire, FindingWire } from '@infinitio/domain/wire'
import { InfinitioError } from '@infinitio/sdk'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { type FindingFilter, findingFilter, findingsQuery } from '#web/features/govern/findings/findingQueries.ts'
import { FindingsView } from '#web/features/govern/findings/FindingsView.tsx'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'

const account = (digit: string) => `0x${digit.repeat(40)}`
const [accuser, member] = [account('a'), account('b')]
const now = 1_795_000_000
const contracts = { findings: account('1'), panels: account('2'), gToken: account('3'), answerPay: `${5n * 10n ** 18n}` }
const row: FindingWire = {
  ...{ id: 4, state: 'open', service: account('c'), act: 'claimAboveReceipt', number: `${2n * 10n ** 18n}`, loss: `${10n ** 18n}` },
  ...{ accuser, victim: accuser, evidence: [zeroHex32], panelId: '7', guilty: 0, innocent: 0, filedAt: now - 3_600 },
  ...{ members: [{ account: member, verdict: null, reason: null }], next: { act: 'answer', deadline: now + 7_200 } },
}
const list = (items: FindingWire[]): FindingsWire => ({ blockNumber: 9, now, contracts, items, nextCursor: null })
const { queryKey } = findingsQuery(browserApi)

describe('the page of findings', { timeout: 30_000 }, () => {
  test('waits with the outline of its content', async () => {
    expect(await shown('en', () => {})).toContain('skel')
  })

  test('says that the list did not load, with a button that tries again, in both languages', async () => {
    const away = (client: QueryClient) => {
      const error = new InfinitioError({ code: 'api.chain_away', status: 503, requestId: null } as never)
      client.getQueryCache().build(client, { queryKey }).setState({ status: 'error', error, fetchStatus: 'idle' })
    }
    const markup = await shown('en', away)
    expect(markup).toContain('The findings did not load.')
    expect(markup).toContain('Try now')
    expect(await shown('zh', away)).toContain('指控未能加载。')
  })

  test('says what appears where nothing is yet', async () => {
    expect(await shown('en', put([]))).toContain('No findings')
    expect(await shown('zh', put([]))).toContain('没有指控')
  })

  test('shows a selected member the finding that needs an answer, with its evidence and the time left', async () => {
    const markup = await shown('en', put([row]))
    expect(markup).toContain('Your answer is needed: 4')
    expect(markup).toContain(zeroHex32)
    expect(markup).toMatch(/Members answer, 2\s?h left/)
    expect(await shown('zh', put([row]))).toContain('需要你回答：4')
    const answered = { ...row, members: [{ account: member, verdict: 'guilty', reason: 'as receipt 12 says' }] } as const
    const after = await shown('en', put([{ ...answered, members: [...answered.members] }]))
    expect([after.includes('Your answer is needed'), after.includes('as receipt 12 says')]).toEqual([false, true])
  })
})

describe('the filter of findings', { timeout: 30_000 }, () => {
  test('comes from the address, in lower case, without other texts', () => {
    expect(findingFilter({ service: account('C'), member: account('b') })).toEqual({ service: account('c'), member: account('b') })
    expect(findingFilter({ service: 'tiny', member: [account('b'), account('c')], other: account('d') })).toEqual({})
  })

  test('is shown with a link to all findings, in both languages', async () => {
    const only = { service: account('c') }
    const cached = (client: QueryClient) =>
      client.setQueryData(findingsQuery(browserApi, only).queryKey, { pages: [list([row])], pageParams: [null] })
    const markup = await shown('en', cached, only)
    expect(markup).toContain('Only findings against the service 0xcccc')
    expect(markup).toContain('Show all findings')
    expect(await shown('zh', cached, only)).toContain('显示全部指控')
    expect(await shown('en', put([row]))).toContain(`/govern/findings?member=${member}`)
  })
})

const put = (items: FindingWire[]) => (client: QueryClient) => client.setQueryData(queryKey, { pages: [list(items)], pageParams: [null] })

async function shown(language: 'en' | 'zh', cached: (client: QueryClient) => unknown, only: FindingFilter = {}): Promise<string> {
  // Fetching never ends in this client, so a query without cached data stays in its loading state.
  const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false, queryFn: () => new Promise(() => {}) } } })
  client.setQueryData(['session'], { account: member })
  cached(client)
  const page = (
    <QueryClientProvider client={client}>
      <FindingsView only={only} />
    </QueryClientProvider>
  )
  return await loadedMarkupFor(language, page)
}
