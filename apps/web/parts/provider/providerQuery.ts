import type { ProviderWire } from '@infinitio/domain/wire'
import { getProvider, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** The interval between two fetches, in milliseconds. No market event reports that a machine stops responding or gets hot. */
const alertsMs = 10_000

/** Query for the machines, asks, leases, alerts and earnings of the signed-in account as a provider. */
export function providerQuery(api: Transport) {
  return queryOptions({ queryKey: ['provider'], queryFn: () => getProvider(api), refetchInterval: alertsMs })
}

/** One node in the API's answer about a provider. */
export type ProviderNode = ProviderWire['nodes'][number]
