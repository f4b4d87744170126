import type { ProviderWire } from '@infinitio/domain/wire'
import { getProvider, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** A machine that stops responding or gets hot is no event of the market, so the page fetches this again. */
const alertsMs = 10_000

/** Nodes, asks, leases, alerts and earnings of the signed-in account as a provider. */
export function providerQuery(api: Transport) {
  return queryOptions({ queryKey: ['provider'], queryFn: () => getProvider(api), refetchInterval: alertsMs })
}

/** One of the provider's nodes as the API shows it. */
export type ProviderNode = ProviderWire['nodes'][number]
