import type { LeaseWire, ListingPageWire, OrderWire, TransactionWire } from '@infinitio/domain/wire'
import type { Page } from '@playwright/test'
import type { PageExamples } from './sitePages.ts'

/** What the pages of a house are about, as the account in the page sees it. */
export async function readPageExamples(page: Page, { leaseId, votes }: { leaseId: string; votes: PageExamples['votes'] }): Promise<PageExamples> {
  const read = async <Answer>(path: string) => (await (await page.request.get(`/api/v1${path}`)).json()) as Answer
  const lease = await read<LeaseWire>(`/leases/${leaseId}`)
  const { items } = await read<ListingPageWire>('/listings?includeSimulated=true')
  const [first, second] = items
  const { holdId } = await read<OrderWire>(`/orders/${lease.bidHash}`)
  const { blockNumber } = await read<TransactionWire>(`/transactions/${lease.settled.txHash}`)
  if (first === undefined || second === undefined || holdId === null || blockNumber === null) throw new Error('an example is missing')
  return { nodes: [first.node, second.node], classId: first.classId, lease, holdId, blockNumber, votes }
}
