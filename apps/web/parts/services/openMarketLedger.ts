import { type Address, address } from '@infinitio/domain'
import { getChain } from '@infinitio/sdk'
import { openExitAccess, openServiceLedger, type ServiceLedger } from '@infinitio/sdk/services'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** The service ledger of this market, the contract for prepaid AI services, with the market's chain and PToken. */
type MarketLedger = { readonly ledger: ServiceLedger; readonly pToken: Address; readonly chainId: number }

let opened: Promise<MarketLedger> | null = null

/** Opens the service ledger at the first call and remembers it. Throws `service.no_ledger` and the errors of the chain. */
export async function openMarketLedger(): Promise<MarketLedger> {
  opened ??= open()
  return await opened.catch((error: unknown) => {
    opened = null
    throw error
  })
}

async function open(): Promise<MarketLedger> {
  const { addresses, chainId } = await getChain(browserApi)
  const access = openExitAccess({ rpcUrl: new URL('/api/v1/rpc', window.location.origin).href })
  return { ledger: await openServiceLedger(access, address(addresses.directory)), pToken: address(addresses.ptoken), chainId }
}
