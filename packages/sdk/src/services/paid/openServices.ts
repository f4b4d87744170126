import { address } from '@infinitio/domain'
import { getChain, listServices } from '../../generated/calls.ts'
import type { Transport } from '../../transport/createTransport.ts'
import { type ListedService, openPaidServices, type PaidOptions, type PaidServices } from './openPaidServices.ts'

const mostPages = 20

/**
 * Opens the AI services of a market, paid by a key of this program. The market lists the services. Those that its operator hides are left out, and those
 * that validators leave out answer only requests that name them. Prices, keys and payment channels come from the chain at `rpcUrl`. Throws like `openPaidServices`, and the errors of the market.
 */
export async function openServices(transport: Transport, { rpcUrl, ...options }: PaidOptions & { readonly rpcUrl: string }): Promise<PaidServices> {
  const { chainId, addresses } = await getChain(transport)
  const [directory, market, pToken] = [addresses.directory, addresses.market, addresses.ptoken].map((one) => address(one.toLowerCase()))
  if (directory === undefined || market === undefined || pToken === undefined) throw new Error('a market names its contracts')
  return await openPaidServices({ rpcUrl, chainId, directory, market, pToken, services: () => everyService(transport) }, options)
}

async function everyService(transport: Transport): Promise<readonly ListedService[]> {
  const services: ListedService[] = []
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const { items, nextCursor } = await listServices(transport, { limit: 100, ...(cursor === null ? {} : { cursor }) })
    services.push(
      ...items.filter(({ hidden }) => hidden === null).map(({ service, checks }) => ({ service, standing: checks?.standing ?? 'unchecked' })),
    )
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return services
}
