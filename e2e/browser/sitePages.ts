import type { LeaseWire } from '@infinitio/domain/wire'
import type { Written } from '../actors/writeForVotes.ts'

/**
 * The values that fill the parameters in the addresses of pages: two machines, a GPU class, an ended lease of the account, a hold, a block, and items on which
 * accounts vote.
 */
export type PageExamples = {
  readonly nodes: readonly [string, string]
  readonly classId: number
  readonly lease: Pick<LeaseWire, 'leaseId' | 'bidHash' | 'terms'> & { readonly settled: { readonly txHash: string } }
  readonly holdId: string
  readonly blockNumber: number
  readonly votes: Written
}

type SitePage = { readonly route: string; readonly paths: (examples: PageExamples) => readonly string[] }

const plain = (route: string): SitePage => ({ route, paths: () => [route] })
const of = (route: string, path: (examples: PageExamples) => string): SitePage => ({ route, paths: (examples) => [path(examples)] })

/**
 * Every page of the site by its folder in `apps/web/app`, with a URL that shows content. A test in `scripts/tidy` checks that the list is complete.
 */
export const sitePages: readonly SitePage[] = [
  ...['/', '/gpus', '/market', '/orders', '/leases', '/notifications', '/provide', '/settings', '/status', '/mail'].map(plain),
  ...['/wallet', '/wallet/keys', '/wallet/statement', '/provide/invoices', '/provide/pair'].map(plain),
  of('/provide/nodes/[node]', ({ nodes }) => `/provide/nodes/${nodes[0]}`),
  of('/providers/[address]', ({ lease }) => `/providers/${lease.terms.provider}`),
  of('/renters/[address]', ({ lease }) => `/renters/${lease.terms.renter}`),
  of('/gpus/[node]', ({ nodes }) => `/gpus/${nodes[0]}`),
  of('/gpus/compare', ({ nodes }) => `/gpus/compare?nodes=${nodes.join()}`),
  of('/market/[class]', ({ classId }) => `/market/${classId}`),
  of('/book/[hold]', ({ holdId }) => `/book/${holdId}`),
  plain('/rent/cluster'),
  of('/rent/[node]', ({ nodes }) => `/rent/${nodes[0]}?gpus=1&seconds=3600`),
  { route: '/leases/[id]', paths: ({ lease }) => ['overview', 'events', 'receipt'].map((tab) => `/leases/${lease.leaseId}?tab=${tab}`) },
  of('/clusters/[id]', () => `/clusters/0x${'1'.repeat(64)}`),
  of('/tx/[hash]', ({ lease }) => `/tx/${lease.settled.txHash}`),
  ...['/govern', '/govern/proposals', '/govern/proposals/new', '/govern/parameters', '/govern/staking', '/govern/delegates'].map(plain),
  ...['/govern/vesting', '/govern/emission', '/govern/carbon', '/govern/bounties', '/govern/incubation', '/govern/simulator'].map(plain),
  ...['/govern/commitments', '/govern/models', '/govern/programmes', '/govern/treasury', '/govern/jury', '/disputes'].map(plain),
  of('/govern/proposals/[id]', ({ votes }) => `/govern/proposals/${votes.proposalId}`),
  of('/govern/delegates/[account]', ({ votes }) => `/govern/delegates/${votes.proposer}`),
  of('/govern/bounties/[id]', ({ votes }) => `/govern/bounties/${votes.bountyId}`),
  of('/govern/carbon/[id]', ({ votes }) => `/govern/carbon/${votes.proofId}`),
  of('/disputes/[id]', () => '/disputes/1'),
  of('/govern/incubation/[id]', ({ votes }) => `/govern/incubation/${votes.projectId}`),
  ...[
    '/explorer',
    '/explorer/nodes',
    '/explorer/leases',
    '/explorer/transactions',
    '/explorer/blocks',
    '/explorer/journal',
    '/explorer/validators',
    '/explorer/epochs',
  ].map(plain),
  of('/explorer/leases/[id]', ({ lease }) => `/explorer/leases/${lease.leaseId}`),
  of('/explorer/orders/[hash]', ({ lease }) => `/explorer/orders/${lease.bidHash}`),
  of('/explorer/address/[address]', ({ lease }) => `/explorer/address/${lease.terms.provider}`),
  of('/explorer/blocks/[number]', ({ blockNumber }) => `/explorer/blocks/${blockNumber}`),
  ...['/docs', '/docs/api', '/docs/api/browse', '/docs/errors'].map(plain),
  { route: '/docs/[...path]', paths: () => ['/docs/guides/renter', '/docs/errors/lease.over'] },
  of('/docs/api/[tag]', () => '/docs/api/leases'),
  of('/docs/api/schemas/[name]', () => '/docs/api/schemas/Lease'),
  plain('/jobs'),
  of('/jobs/[id]', () => `/jobs/0x${'1'.repeat(64)}`),
  plain('/jobs/new'),
  plain('/tasks'),
  of('/tasks/[id]', () => `/tasks/0x${'1'.repeat(64)}`),
  plain('/provide/tasks'),
  plain('/provide/services'),
  plain('/models'),
  plain('/usage'),
  of('/models/[id]', () => '/models/test-server-no-model'),
  plain('/playground'),
  plain('/govern/findings'),
]

/** URLs of missing pages. */
export const pagesInstead = ['/nowhere', '/govern/proposals/0', '/leases/999999999', '/gpus/0x1']
