import type { HoldWire, LeaseWire, ListingPageWire, ListingWire, TransactionWire } from '@infinitio/domain/wire'
import type { Page } from '@playwright/test'
import type { PageExamples } from './sitePages.ts'

/** Finds examples for pages with parameters in their path, such as a listing and a lease. The signed-in account may see each of them. */
export async function readPageExamples(page: Page, { leaseId, votes }: { leaseId: string; votes: PageExamples['votes'] }): Promise<PageExamples> {
  const read = async <Answer>(path: string) => (await (await page.request.get(`/api/v1${path}`)).json()) as Answer
  const lease = await read<LeaseWire>(`/leases/${leaseId}`)
  const { items } = await read<ListingPageWire>('/listings?includeSimulated=true')
  const [first, second] = items
  const { blockNumber } = await read<TransactionWire>(`/transactions/${lease.settled.txHash}`)
  if (first === undefined || second === undefined || blockNumber === null) throw new Error('an example is missing')
  const { holdId } = await holdAndRelease(page, first)
  return { nodes: [first.node, second.node], classId: first.classId, lease, holdId, blockNumber, votes }
}

/** Places a hold and releases it at once, because an active hold shows a bar on every page. */
async function holdAndRelease(page: Page, { askHash }: ListingWire): Promise<HoldWire> {
  const data = { askHash, gpus: 1, durationSeconds: 3_600, funded: false }
  const hold = (await (await page.request.post('/api/v1/holds', { data })).json()) as HoldWire
  await page.request.delete(`/api/v1/holds/${hold.holdId}`)
  return hold
}
