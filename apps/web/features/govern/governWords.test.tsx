import { address, errorTable } from '@infinitio/domain'
import type { EffectWire, ParametersWire, ProposalDetailWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ActFields } from '#web/features/govern/proposals/ActFields.tsx'
import { actDraft, type ActKind, type Typed } from '#web/features/govern/proposals/actDraft.ts'
import { EffectRow, useEffectLine } from '#web/features/govern/proposals/EffectRow.tsx'
import { NextStep as ProposalStep } from '#web/features/govern/proposals/ProposalView.tsx'
import { FailureText } from '#web/features/govern/proposals/SimulationPanel.tsx'
import { NextStep } from '#web/features/govern/stake/StakingView.tsx'
import { type Dao, governQuery, proposalsQuery, type Stake } from '#web/parts/govern/governQueries.ts'
import { NewestProposals } from '#web/features/govern/proposals/NewestProposals.tsx'
import { ParameterHistory } from '#web/features/govern/parameters/ParameterHistory.tsx'
import { type Signers, SignersMissing } from '#web/parts/govern/SignersMissing.tsx'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { StakeBalances } from '#web/features/govern/stake/StakeBalances.tsx'
import { sessionQuery } from '#web/parts/session/sessionQuery.ts'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const account = `0x${'3'.repeat(40)}`

function said(language: 'en' | 'zh', part: ReactNode): string {
  return markupFor(language, <QueryClientProvider client={new QueryClient()}>{part}</QueryClientProvider>)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

test('translates known energy sources, and shows other words as written', () => {
  const revocation = (source: string): EffectWire => ({
    ...{ kind: 'revocation', filing: '1', source, before: null, slashed: null, reason: '' },
  })
  const of = (language: 'en' | 'zh', source: string) => said(language, <EffectRow effect={revocation(source)} written="revoke(1)" />)
  expect(of('en', 'Solar')).toContain('(solar)')
  expect(of('zh', 'solar')).toContain('（太阳能）')
  expect(of('zh', 'hydropower')).toContain('（水能）')
  for (const own of ['tides', 'constructor']) expect(of('zh', own)).toContain(`（${own}）`)
})

test('formats the history of a parameter with the commas of its language', () => {
  const values = [{ key: 'feeBps', unit: 'bps', value: '30', least: '0', most: '100' }]
  const changed = [{ key: 'feeBps', before: '25', after: '30' }]
  const history = [{ at: 1_700_000_000, txHash: `0x${'1'.repeat(64)}`, final: true, proposal: null, values: changed }]
  const item = { name: 'fee', contract: 'directory', function: 'setFeeBps', to: `0x${'2'.repeat(40)}`, values, history }
  const own = <ParameterHistory item={item as unknown as ParametersWire['items'][number]} />
  expect(said('en', own)).toMatch(/14 Nov 2023, 22:13/)
  expect(said('zh', own)).toMatch(/2023年11月15日，06:13/)
})

test('names the contracts that a vote may upgrade', () => {
  const fields = <ActFields kind="upgrade" typed={{}} onTyped={() => {}} />
  expect(said('en', fields)).toContain('ClassCatalog NodeRegistry')
})

const at = `0x${'4'.repeat(40)}`
const addresses = { directory: at, ptoken: at, classCatalog: at, nodeRegistry: at }
const governance = { gToken: at, emission: at, carbonRegistry: at }

function DraftLines({ kind, typed }: { readonly kind: ActKind; readonly typed: Typed }) {
  const line = useEffectLine(kind)
  return <MoneyLines {...actDraft(kind, { typed, contracts: { addresses, governance }, place: { bounties: address(at), now: 1_000 }, line })} />
}

test('names the typed effect of a proposal with every digit of its amount and its unit', () => {
  const of = (kind: ActKind, typed: Typed, language: 'en' | 'zh' = 'en') => said(language, <DraftLines kind={kind} typed={typed} />).trim()
  expect(of('programmeRate', { programme: '1', perEpoch: '0' })).toBe('Incentive programme 1: maximum pay per epoch (1 hour) 0.00 PT')
  expect(of('programmeRate', { programme: '1', perEpoch: '0' }, 'zh')).toBe('激励计划 1 每期（1 小时）最多支付 0.00 PT')
  expect(of('programmeRate', { programme: '1', perEpoch: '1,000.000001' })).toContain('1,000.000001 PT')
  // A text with a space, or with a comma that does not separate thousands, is not an amount. For such a text the sentence must be empty.
  for (const perEpoch of ['1, 0', '1,0', '1 0', '0,5', '1,00,000']) expect(of('programmeRate', { programme: '1', perEpoch })).toBe('')
  expect(of('grant', { to: at, amount: '0.00001' })).toBe(`Pay 0.00001 G from the treasury to ${at}`)
  expect(of('class', { name: 'B300', vram: '288', price: '3.6' })).toBe('New GPU class B300 with 288 GB of memory. Reference price per GPU 3.60 PT/h')
  // The contract stores prices per second, and not every price per hour is divisible by 3,600. The text shows the price as it was typed.
  expect(of('price', { class: '1', price: '2.1' })).toBe('Reference price of 1 2.10 PT/h')
  expect(of('entry', { entryName: 'Slasher', to: at })).toBe(`Slasher in the Directory becomes ${at}`)
  expect(of('entry', { entryName: 'Slasher', to: `0x${'0'.repeat(40)}` })).toBe('Slasher in the Directory becomes empty: the entry is removed')
  expect(of('bounty', { category: 'tools', reward: '10', openDays: '30', workDays: '7', wanted: 'A tool' })).toMatch(
    /^Bounty of 10\.00 G \(Tools?, can be claimed until .*, 7 d to do the work\): A tool$/,
  )
  expect(of('upgrade', { contract: 'nodeRegistry', to: at })).toBe(`Code of NodeRegistry becomes ${at}`)
})

test('explains why too few validators can sign, and shows nothing if enough can', () => {
  const members = (count: number) => Array.from({ length: count }, (_one, at) => ({ account: `0x${`${at}`.repeat(40)}`, stake: '1' }))
  const set = (count: number) => ({ setHash: `0x${'1'.repeat(64)}`, formedAt: 1_000, members: members(count) })
  const of = (language: 'en' | 'zh', own: object | null, now = 2_000) =>
    said(language, <SignersMissing emission={{ set: own } as unknown as Signers} now={now} />)
  expect(of('en', set(4))).toBe('')
  expect(of('en', set(1))).toContain('needs at least four validators, but has only one.')
  expect(of('zh', set(3))).toContain('而现在只有 3 个')
  expect(of('en', null)).toContain('there is no group of validators yet.')
  expect(of('en', set(4), 1_000 + 7 * 86_400)).toContain('The last group is older than that')
})

test('shows the three newest proposals with the next step of each', () => {
  const proposal = (number: number) => ({
    ...{ id: `${number}`, number, title: `Plan ${number}`, proposer: `0x${'1'.repeat(40)}`, state: 'pending', proposedAt: 1_000 },
    ...{ votesFrom: 4_600, votesUntil: 9_000, executableAt: null, expiresAt: null, votes: { for: '0', against: '0', abstain: '0' } },
    ...{ quorum: '4', missing: '4' },
  })
  const client = new QueryClient()
  const page = { blockNumber: 1, blockTimestamp: 1_000, items: [4, 3, 2, 1].map(proposal), nextCursor: null }
  client.setQueryData(proposalsQuery(browserApi).queryKey, { pages: [page], pageParams: [undefined] } as never)
  const words = markupFor(
    'en',
    <QueryClientProvider client={client}>
      <NewestProposals />
    </QueryClientProvider>,
  )
  expect([...words.matchAll(/Plan (\d)/g)].map(([, number]) => number)).toEqual(['4', '3', '2'])
  expect(words).toContain('voting opens in')
  expect(words).toContain('href="/govern/proposals"')
  expect(words).toContain('href="/govern/proposals/new"')
})

test('shows the proposals that need the vote of the signed-in account before newer ones', () => {
  const own = { support: null, votes: '5' }
  const voted = { support: 'for', votes: '5' }
  const proposal = (number: number, more: object) => ({
    ...{ id: `${number}`, number, title: `Plan ${number}`, proposer: `0x${'1'.repeat(40)}`, state: 'pending', proposedAt: 1_000, own },
    ...{ votesFrom: 4_600, votesUntil: 9_000, executableAt: null, expiresAt: null, votes: { for: '0', against: '0', abstain: '0' } },
    ...{ quorum: '4', missing: '4', ...more },
  })
  const client = new QueryClient()
  client.setQueryData(sessionQuery(browserApi).queryKey, { account } as never)
  const set = (filter: object, items: readonly object[]) => {
    const page = { blockNumber: 1, blockTimestamp: 5_000, items, nextCursor: null }
    client.setQueryData(proposalsQuery(browserApi, filter).queryKey, { pages: [page], pageParams: [undefined] } as never)
  }
  const open = [proposal(2, { state: 'active', own: voted }), proposal(1, { state: 'active' })]
  set({ account }, [proposal(4, {}), proposal(3, {}), ...open])
  set({ state: 'voting', account }, open)
  const words = (language: 'en' | 'zh') =>
    markupFor(
      language,
      <QueryClientProvider client={client}>
        <NewestProposals />
      </QueryClientProvider>,
    )
  expect([...words('en').matchAll(/Plan (\d)/g)].map(([, number]) => number)).toEqual(['1', '4', '3'])
  expect(words('en')).toContain('Proposals to vote on, then the newest')
  expect(words('zh')).toContain('待你投票的提案，然后是最新提案')
})

test('shows the yearly interest of a stake at the current rate, and nothing without a stake', () => {
  const g = (whole: number) => `${BigInt(whole) * 10n ** 18n}`
  const stake = { final: true, wallet: '0', unstaking: '0', releaseAt: null, votes: '0', interest: '0', bonded: '0', delegate: account }
  const of = (staked: string) =>
    said(
      'en',
      <StakeBalances
        account={account}
        stake={{ ...stake, staked } as unknown as Stake}
        dao={{ interest: { bps: 300 }, rules: { quorum: g(4_000_000) } } as unknown as Dao}
        now={1}
      />,
    )
  expect(of(g(1_500))).toContain('Interest in one year at today’s stake and rate 45.00 G')
  expect(of('0')).not.toContain('Interest in one year')
})

test('explains a refused call in a sentence, and leaves the error of the contract for readers who open it', () => {
  const of = (error: string, language: 'en' | 'zh' = 'en') =>
    markupFor(language, <FailureText failure={{ call: 1, error, arguments: ['0x1', '5'] }} />)
  const short = of('ERC20InsufficientBalance')
  expect(short).toContain('<p>Contract call 2 fails. The account that must pay does not have enough PT or G.')
  expect(short).toContain(
    '<details class="t12"><summary>Error of the contract</summary><p class="mono gcall">ERC20InsufficientBalance(0x1, 5)</p></details>',
  )
  expect(of('ERC20InsufficientBalance', 'zh')).toContain('<p>第 2 个合约调用失败。须付款的账户没有足够的 PT 或 G。')
  // An error without a sentence for votes has the sentence of the error table.
  expect(of('Market_SelfTrade')).toContain(`<p>Contract call 2 fails. ${errorTable['order.self_trade'].sentence}</p>`)
  expect(of('SomebodyElsesError')).toContain('with an error that this page cannot explain.</p>')
  expect(of('')).toContain('<p>Contract call 2 fails. The contract gives no reason.</p>')
  expect(of('')).not.toContain('<details')
})

test('warns beside the amount of a grant that its source has less', () => {
  const client = new QueryClient()
  const dao = { treasury: { g: `${100n * 10n ** 18n}`, pToken: '0' } }
  client.setQueryData(governQuery(browserApi).queryKey, { dao, reserve: { surplus: `${7n * 10n ** 18n}` } } as never)
  const of = (typed: Typed) =>
    markupFor(
      'en',
      <QueryClientProvider client={client}>
        <ActFields kind="grant" typed={typed} onTyped={() => {}} />
      </QueryClientProvider>,
    )
  expect(of({ amount: '101' })).toContain('The chosen source has only 100.00 G now.')
  expect(of({ amount: '100' })).not.toContain('The chosen source has only')
  expect(of({ source: 'surplus', amount: '7.5' })).toContain('The chosen source has only 7.00\u00a0PT now.')
})

test('shows the date of the next step of a proposal, and that its proposer submitted it', () => {
  const client = new QueryClient()
  client.setQueryData(sessionQuery(browserApi).queryKey, { account } as never)
  const proposal = { state: 'pending', proposer: account, votesFrom: 1_800_003_600, votesUntil: 1_800_090_000, blockTimestamp: 1_800_000_000 }
  const of = (more: object, language: 'en' | 'zh' = 'en') =>
    markupFor(
      language,
      <QueryClientProvider client={client}>
        <ProposalStep proposal={{ ...proposal, executableAt: null, expiresAt: null, ...more } as unknown as ProposalDetailWire} />
      </QueryClientProvider>,
    )
  expect(of({})).toMatch(/Voting opens on .*09:00 %zone% \(1\u00a0h from now\)\. Voting ends on .*09:00 %zone%\./)
  expect(of({})).toContain('You submitted this proposal.')
  expect(of({}, 'zh')).toContain('你已提交此提案。')
  expect(of({ proposer: `0x${'9'.repeat(40)}` })).not.toContain('You submitted')
  expect(of({ state: 'active' })).toMatch(/Voting ends on .* %zone% \(1\u00a0d\u00a01\u00a0h left\)\./)
  expect(of({ state: 'executed' })).toBe('')
})

test('names the next step of a member: get G, stake it, vote or propose', () => {
  const g = (amount: number) => `${BigInt(amount) * 10n ** 18n}`
  const dao = { rules: { proposalBond: g(1_000) } } as unknown as Dao
  const of = (stake: object, language: 'en' | 'zh' = 'en') =>
    markupFor(language, <NextStep stake={{ wallet: '0', staked: '0', bonded: '0', votes: '0', ...stake } as unknown as Stake} dao={dao} />)
  expect(of({})).toContain('Next step: get G tokens.')
  expect(of({ wallet: g(2_500) })).toContain('Next step: stake the 2,500.00 G in your wallet.')
  const staked = of({ staked: g(1_000), votes: g(1_000) })
  expect(staked).toContain('Next step: vote. Your 1,000.00 G count')
  expect(staked).toContain('href="/govern/proposals/new"')
  expect(of({ staked: g(1_000), bonded: g(1), votes: g(1_000) })).not.toContain('href="/govern/proposals/new"')
  expect(of({ staked: g(1_000) }, 'zh')).toContain('另一个账户用你的质押投票。')
})
