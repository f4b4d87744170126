import { zeroHex32 } from '@infinitio/domain'
import type { ChainWire, HostingWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ReactNode } from 'react'
import { defineChain } from 'viem'
import { describe, expect, test } from 'vitest'
import { createConfig, http, WagmiProvider } from 'wagmi'
import { BookView } from '#web/features/booking/BookView.tsx'
import { RentView } from '#web/features/booking/RentView.tsx'
import { ClusterView } from '#web/features/cluster/ClusterView.tsx'
import { ClusterPageView } from '#web/features/clusters/ClusterPageView.tsx'
import { PostBounty } from '#web/features/govern/bounties/PostBounty.tsx'
import { FileProof } from '#web/features/govern/carbon/FileProof.tsx'
import { CommitmentForms, PromiseForm } from '#web/features/govern/commitments/CommitmentForms.tsx'
import { DelegateTo } from '#web/features/govern/delegates/DelegateTo.tsx'
import { OpenLease } from '#web/features/govern/disputes/OpenLease.tsx'
import { OpenSlash } from '#web/features/govern/disputes/OpenSlash.tsx'
import { ProposeProject } from '#web/features/govern/incubation/ProposeProject.tsx'
import { JuryView } from '#web/features/govern/jury/JuryView.tsx'
import { DescribeModel } from '#web/features/govern/models/DescribeModel.tsx'
import { ModelForms } from '#web/features/govern/models/ModelForms.tsx'
import { FundForm } from '#web/features/govern/programmes/FundForm.tsx'
import { NewProposalView } from '#web/features/govern/proposals/NewProposalView.tsx'
import { StakingView } from '#web/features/govern/stake/StakingView.tsx'
import { StandPanel } from '#web/features/govern/work/StandPanel.tsx'
import { JobsView } from '#web/features/jobs/JobsView.tsx'
import { NewJobView } from '#web/features/jobs/new-job/NewJobView.tsx'
import { LeaseView } from '#web/features/lease/LeaseView.tsx'
import { LeasesView } from '#web/features/leases/LeasesView.tsx'
import { MachineView } from '#web/features/machine/MachineView.tsx'
import { ModelView } from '#web/features/model/ModelView.tsx'
import { type ModelService, modelServicesQuery } from '#web/features/model/modelServicesQuery.ts'
import { NotificationsView } from '#web/features/notifications/NotificationsView.tsx'
import { OrdersView } from '#web/features/orders/OrdersView.tsx'
import { PlaygroundView } from '#web/features/playground/PlaygroundView.tsx'
import { ProvideServicesView } from '#web/features/provide-services/ProvideServicesView.tsx'
import { ProvideTasksView } from '#web/features/provide-tasks/ProvideTasksView.tsx'
import { SellerView } from '#web/features/seller/SellerView.tsx'
import { SessionKeysView } from '#web/features/session-keys/SessionKeysView.tsx'
import { StatementView } from '#web/features/statement/StatementView.tsx'
import { UsageView } from '#web/features/usage/UsageView.tsx'
import { WalletView } from '#web/features/wallet/WalletView.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { connectedQuery } from '#web/parts/session/connectedQuery.ts'

const account = (digit: string) => `0x${digit.repeat(40)}`
const now = 1_795_000_000
const nothing = () => undefined

/** wagmi without any connector: a browser in which no wallet was ever connected. */
const noWallet = createConfig({
  chains: [
    defineChain({ id: 31_337, name: 'Test', nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 }, rpcUrls: { default: { http: [] } } }),
  ],
  connectors: [],
  transports: { 31337: http('http://127.0.0.1:9') },
  storage: null,
  ssr: true,
  multiInjectedProviderDiscovery: false,
})

/**
 * Returns what a visitor without a wallet sees of a page: nobody is signed in. The page is inside a wallet boundary, so that its own boundaries show their
 * content as after the first paint in a browser.
 */
function visitorMarkup(page: ReactNode, { language = 'en', cached = nothing }: Visit = {}): string {
  const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false, queryFn: () => new Promise(() => {}) } } })
  client.setQueryData(['session'], null)
  client.setQueryData(connectedQuery.queryKey, null)
  client.setQueryData(['chain'], { chainId: 31_337, developmentChain: true, chainNow: now } as ChainWire)
  cached(client)
  return markupFor(
    language,
    <QueryClientProvider client={client}>
      <WagmiProvider config={noWallet} reconnectOnMount={false}>
        {page}
      </WagmiProvider>
    </QueryClientProvider>,
  )
}

type Visit = { readonly language?: 'en' | 'zh'; readonly cached?: (client: QueryClient) => void }

const service: ModelService = {
  ...{ service: account('c'), payee: account('d'), operator: null, royaltyTo: null, royaltyBps: 0, royalty: '0', lockSeconds: 3_600, model: null },
  ...{ bond: '0', bondOutAt: null, terms: '0x', termsHash: zeroHex32, termsAt: now, channels: 0, inChannels: '0', settled: '0', registeredAt: now },
  offer: {
    ...{ model: 'tiny-chat', url: 'https://a.example/v1', contact: 'x', inputPrice: '1', cachedPrice: '1', outputPrice: '1', step: '1' },
    ...{ leastDeposit: '0', startPrice: '0', responseKey: account('b'), boxKey: null },
    ...{ contextTokens: null, quantization: null, region: null, acceptsG: false, settlesProven: false, cachedPrefix: null },
  },
  ...{ checks: null, quality: null, hidden: null, files: null },
}
const hosting: HostingWire = {
  ...{ blockNumber: 9, now, contracts: { pool: account('1'), pToken: account('2'), daySeconds: 86_400 }, programmes: [], shares: [] },
}

describe('the page of a model, for a visitor without a wallet', () => {
  const cached = (client: QueryClient) => {
    client.setQueryData(modelServicesQuery(browserApi, 'tiny-chat').queryKey, [service])
    client.setQueryData(['hosting', 'tiny-chat'], hosting)
  }

  test('shows services, the way to call the model and its hosting programmes, with a button that asks for a wallet', () => {
    const page = visitorMarkup(<ModelView model="tiny-chat" supportUrl={null} origins={[]} />, { cached })
    for (const text of ['1 service', 'infinitio proxy', 'Hosting programmes', 'Connect wallet to sign']) expect(page).toContain(text)
    const chinese = visitorMarkup(<ModelView model="tiny-chat" supportUrl={null} origins={[]} />, { cached, language: 'zh' })
    expect(chinese).toContain('连接钱包以签名')
  })

  test('is complete without hosting programmes too', () => {
    const page = visitorMarkup(<ModelView model="tiny-chat" supportUrl={null} origins={[]} />, {
      cached: (client) => {
        cached(client)
        client.setQueryData(['hosting', 'tiny-chat'], { ...hosting, contracts: null })
      },
    })
    expect(page).toContain('infinitio proxy')
    expect(page).not.toContain('Hosting programmes')
  })
})

describe('a page of an account, for a visitor without a wallet', () => {
  test.each([
    ['/leases', <LeasesView key="1" />],
    ['/leases/[id]', <LeaseView key="2" leaseId="7" />],
    ['/clusters/[id]', <ClusterPageView key="20" clusterId={zeroHex32} />],
    ['/orders', <OrdersView key="3" />],
    ['/wallet', <WalletView key="4" />],
    ['/wallet/keys', <SessionKeysView key="5" />],
    ['/wallet/statement', <StatementView key="6" now={now} />],
    ['/notifications', <NotificationsView key="7" />],
    ['/rent/[node]', <RentView key="8" node={zeroHex32} />],
    ['/rent/cluster', <ClusterView key="9" />],
    ['/book/[hold]', <BookView key="10" holdId="a" />],
    ['/jobs', <JobsView key="11" />],
    ['/jobs/new', <NewJobView key="12" copyOf={null} />],
    ['/usage', <UsageView key="13" origins={[]} />],
    ['/provide/nodes/[node]', <MachineView key="14" node={zeroHex32} />],
    ['/provide/invoices', <SellerView key="15" />],
    ['/provide/tasks', <ProvideTasksView key="16" />],
    ['/provide/services', <ProvideServicesView key="20" origins={[]} />],
    ['/govern/staking', <StakingView key="17" />],
    ['/govern/jury', <JuryView key="18" />],
    ['/govern/proposals/new', <NewProposalView key="19" start={{} as never} />],
  ])('%s says what a wallet is for, with a button that connects one', (_address, page) => {
    const markup = visitorMarkup(page)
    expect(markup).toMatch(/Connect a wallet to (see this|rent|run a job|take part)/)
    expect(markup).toMatch(/<button[^>]*>Connect wallet<\/button>/)
    expect(visitorMarkup(page, { language: 'zh' })).toMatch(/连接钱包后(查看|租用|运行作业|参与)/)
  })

  test('/playground asks to connect a wallet before the chat', () => {
    expect(visitorMarkup(<PlaygroundView wanted={null} origins={[]} />)).toContain('Connect a wallet to chat')
  })
})

const dao = { contracts: { gToken: account('1'), stakedGToken: account('2') } } as never
const limits = { bond: '1', auditorFee: '1', mostPanels: 2, slashBps: 100, auditSeconds: 60, auditors: 3 }
const closed = {
  ...{ blockNumber: 9, now, openUntil: now + 60, dispute: null, mostClaim: '1', attested: null, attestableFrom: now, contracts: null },
  statement: { market: account('a'), leaseId: '7', holder: account('b'), provider: account('c'), closedAt: now, weekPay: '1' },
}

/** Panels that sign, by the file of their wallet boundary, as a visitor sees them. The text must be in the markup; null if the panel shows nothing. */
const panels: Readonly<Record<string, readonly [panel: ReactNode, text: string | null]>> = {
  'features/govern/bounties/PostBounty.tsx': [
    <PostBounty key="1" contracts={{ bounties: account('1'), panels: account('2'), gToken: account('3') }} now={now} onDone={nothing} />,
    'Connect wallet to sign',
  ],
  'features/govern/carbon/FileProof.tsx': [
    <FileProof
      key="2"
      contracts={{ carbonRegistry: account('1'), panels: account('2'), gToken: account('3') }}
      limits={limits}
      now={now}
      onDone={nothing}
    />,
    'Connect wallet to sign',
  ],
  'features/govern/commitments/CommitmentForms.tsx': [
    <div key="10">
      <CommitmentForms contracts={{ futuresCommitment: account('1'), pToken: account('2') }} items={[]} />
      <PromiseForm contracts={{ futuresCommitment: account('1'), pToken: account('2') }} now={now} onDone={nothing} />
    </div>,
    'Connect wallet to sign',
  ],
  'features/govern/delegates/DelegateTo.tsx': [<DelegateTo key="3" to={account('9') as never} dao={dao} />, 'Connect wallet to sign'],
  'features/govern/disputes/OpenLease.tsx': [
    <OpenLease key="4" closed={closed} court={account('1')} pToken={account('2')} />,
    'Connect wallet to sign',
  ],
  'features/govern/disputes/OpenSlash.tsx': [
    <OpenSlash
      key="5"
      contracts={{ court: account('1'), panels: account('2'), gToken: account('3'), pToken: account('4'), stakeVault: account('5') }}
      now={now}
    />,
    null,
  ],
  'features/govern/incubation/ProposeProject.tsx': [
    <ProposeProject key="6" contracts={{ incubator: account('1'), gToken: account('2') }} now={now} onDone={nothing} />,
    'Connect wallet to sign',
  ],
  'features/govern/models/DescribeModel.tsx': [
    <DescribeModel key="11" id={1} modelPayments={account('1')} text="" onDone={nothing} />,
    'Connect wallet to sign',
  ],
  'features/govern/models/ModelForms.tsx': [
    <ModelForms key="7" contracts={{ modelPayments: account('1'), gToken: account('2') }} items={[]} rate={null} />,
    'Connect wallet to sign',
  ],
  'features/govern/programmes/FundForm.tsx': [
    <FundForm key="8" contracts={{ emission: account('1'), pToken: account('2') }} items={[]} />,
    'Connect wallet to sign',
  ],
  'features/govern/work/StandPanel.tsx': [<StandPanel key="9" list="Bounties" contracts={{ panels: account('1'), gToken: account('2') }} />, 'skel'],
}

/**
 * Panels that are shown only to a signed-in account. Each entry has the file that hides the panel from visitors, and a piece of this file's code that does so.
 */
const behindSignIn: Readonly<Record<string, readonly [file: string, code: string]>> = {
  'features/auto-extend/PromisedAutoExtend.tsx': ['features/lease/LeaseView.tsx', '<SignInGate'],
  'features/booking/SignBox.tsx': ['features/booking/RentView.tsx', '<SignInGate'],
  'features/cluster/ClusterSign.tsx': ['features/cluster/ClusterView.tsx', '<SignInGate'],
  'features/faults/CompensationCap.tsx': ['features/machine/MachineView.tsx', '<SignInGate'],
  'features/faults/SlashNotice.tsx': ['features/faults/SlashNotice.tsx', 'account === null) return null'],
  'features/govern/bounties/BountyActs.tsx': ['features/govern/work/WorkView.tsx', '<SignInGate'],
  'features/govern/carbon/ProofActs.tsx': ['features/govern/work/WorkView.tsx', '<SignInGate'],
  'features/clusters/TogetherButtons.tsx': ['features/clusters/ClusterPageView.tsx', '<SignInGate'],
  'features/govern/delegates/StatementForm.tsx': ['features/govern/delegates/StatementPanel.tsx', 'useAccount() === delegate.account'],
  'features/govern/disputes/DisputeActs.tsx': ['features/govern/work/WorkView.tsx', '<SignInGate'],
  'features/govern/emission/ClaimForm.tsx': ['features/govern/emission/EmissionView.tsx', 'useAccount()'],
  'features/govern/findings/FindingActs.tsx': ['features/govern/findings/FindingsView.tsx', '<SignInGate'],
  'features/govern/incubation/ProjectActs.tsx': ['features/govern/work/WorkView.tsx', '<SignInGate'],
  'features/govern/proposals/ProposalActs.tsx': ['features/govern/proposals/ProposalView.tsx', '<SignInGate'],
  'features/govern/proposals/ProposeForm.tsx': ['features/govern/proposals/NewProposalView.tsx', '<SignInGate'],
  'features/govern/stake/StakeMoves.tsx': ['features/govern/stake/StakingView.tsx', '<SignInGate'],
  'features/govern/vesting/ReleaseForm.tsx': ['features/govern/vesting/VestingView.tsx', '<SignInGate'],
  'features/jobs/ApprovePanel.tsx': ['features/jobs/JobView.tsx', '{isOwn &&'],
  'features/jobs/private/PrivatePanel.tsx': ['features/jobs/private/PrivatePanel.tsx', '{isOwn ? <OwnPart'],
  'features/maintenance/PlanOutcome.tsx': ['features/machine/MachineView.tsx', '<SignInGate'],
  'features/order-ticket/EditOrderTicket.tsx': ['features/orders/OrdersView.tsx', '<SignInGate'],
  'features/order-ticket/PlaceOrderFoot.tsx': ['features/order-ticket/NewOrderTicket.tsx', 'account === null ? ('],
  'features/pairing/Pairing.tsx': ['features/pairing/Pairing.tsx', 'account === null) {'],
  'features/provide-tasks/StakePanel.tsx': ['features/provide-tasks/ProvideTasksView.tsx', '<SignInGate'],
  'features/session/AccountMenu.tsx': ['features/session/AccountCorner.tsx', 'useAccount()'],
  'features/usage/UsageView.tsx': ['features/usage/UsageView.tsx', '<SignInGate'],
  'features/wallet/MoneyMoves.tsx': ['features/wallet/WalletView.tsx', '<SignInGate'],
  'parts/bond/BondPanel.tsx': ['features/provide/ProvideView.tsx', 'account === null) return'],
  'parts/other-machine/InsteadOfLease.tsx': ['features/lease/LeaseView.tsx', '<SignInGate'],
}

describe('a panel that signs, for a visitor without a wallet', () => {
  test.each(Object.entries(panels))('%s', (_file, [panel, text]) => {
    const markup = visitorMarkup(panel)
    if (text === null) expect(markup).toBe('')
    else expect(markup).toContain(text)
  })

  test('is shown above or is behind a sign-in, whatever file it is in', () => {
    const shownWithPage = ['features/model/HostingPanel.tsx', 'features/playground/PlaygroundView.tsx']
    const known = [...Object.keys(panels), ...Object.keys(behindSignIn), ...shownWithPage]
    // A dialog opens only after a click on a button that a visitor does not get, except the dialog that connects a wallet.
    const withBoundary = sources.filter((file) => !file.endsWith('Dialog.tsx') && textOf(file).includes('<WalletBoundary'))
    expect(withBoundary.toSorted()).toEqual(known.toSorted())
    for (const [file, code] of Object.values(behindSignIn)) expect(textOf(file)).toContain(code)
  })

  test('takes its address from one hook, so that no text without an account becomes an address', () => {
    const careless = sources.filter((file) => /address\(\(?useAccount\(\)/.test(textOf(file)) && !file.endsWith('/useAccountAddress.ts'))
    expect(careless).toEqual([])
  })
})

const root = fileURLToPath(new URL('../../', import.meta.url))
const sources = ['features', 'parts'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => `${folder}/${file}`),
)

function textOf(file: string): string {
  return readFileSync(`${root}${file}`, 'utf8')
}
