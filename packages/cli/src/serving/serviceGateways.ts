import { readGatewayKey, type ServiceGateways } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { openClient } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { openMarketLedger } from './servingMarket.ts'

/** How clients reach a service: the tunnel to the market's gateways, or null, and the function that returns the URL for the service's terms. */
export type Reach = { readonly tunnel: ServiceGateways | null; readonly urlOf: (service: string) => string }

/**
 * Finds out how clients reach a service. With `--public-url`, they use that URL. Otherwise they reach it through the market's gateways, so that the computer may
 * be behind a router. The gateways' key comes from the chain. Throws `api.invalid_field` if the market has no gateway for services.
 */
export async function reachOf(
  options: MoneyOptions & { readonly publicUrl?: string },
  ledger: Awaited<ReturnType<typeof openMarketLedger>>,
): Promise<Reach> {
  const { publicUrl } = options
  if (publicUrl !== undefined) return { tunnel: null, urlOf: () => publicUrl }
  const { gateway, addresses } = await openClient(options).getChain()
  const places = [gateway, ...(gateway?.others ?? [])].flatMap((one) =>
    one == null || one.tunnelPort === null ? [] : [{ host: one.sshHost, port: one.tunnelPort }],
  )
  if (gateway === null || gateway.servicesUrl === null || places.length === 0)
    throw refusal('api.invalid_field', { detail: '--public-url: this market has no gateway for services, so name a URL that clients can reach' })
  const { protocol, host } = new URL(gateway.servicesUrl)
  const tunnel = { gateways: places, gatewayKey: await readGatewayKey(ledger, addresses.directory) }
  return { tunnel, urlOf: (service) => `${protocol}//${service}.${host}/v1` }
}
