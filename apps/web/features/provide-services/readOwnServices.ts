import type { HostingAccountWire, PayerWire, ServiceWire } from '@infinitio/domain/wire'
import { getHostingAccount, getPayer, listServices } from '@infinitio/sdk'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** The AI services that pay an account, its pots in the service ledger, and its unclaimed shares of hosting programmes. */
export type OwnServices = {
  readonly services: readonly ServiceWire[]
  readonly pots: PayerWire['pots']
  readonly claims: HostingAccountWire['claims']
}

const pageItems = 100
const mostPages = 20

/** Reads the services of an account, at most 2,000, newest first. Throws the errors of the API. */
export async function readOwnServices(account: string): Promise<OwnServices> {
  const [services, { pots }, { claims }] = await Promise.all([
    readServices(account),
    getPayer(browserApi, account, { limit: 1 }),
    getHostingAccount(browserApi, account),
  ])
  return { services, pots, claims }
}

async function readServices(payee: string): Promise<ServiceWire[]> {
  const found: ServiceWire[] = []
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const { items, nextCursor } = await listServices(browserApi, { payee, limit: pageItems, ...(cursor === null ? {} : { cursor }) })
    found.push(...items)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return found
}
