import type { EmissionWire } from '@infinitio/domain/wire'
import type { Transport } from '@infinitio/sdk'
import { getEmission, getEmissionAccount, listProgrammes } from '@infinitio/sdk/emission'
import { queryOptions } from '@tanstack/react-query'

/** The state of emission (the payment for serving leases), as the contracts store it. */
export type Emission = NonNullable<EmissionWire['emission']>

/** The interval between two fetches, in milliseconds. No event stream reports emission. */
const everyMs = 10_000

/** Query for the state of emission (the payments for serving leases) and its last epochs. An epoch is one hour. */
export const emissionQuery = (api: Transport) =>
  queryOptions({ queryKey: ['govern', 'emission'], queryFn: () => getEmission(api), refetchInterval: everyMs })

/** Query for the incentive programmes and the budget that each one has left. */
export const programmesQuery = (api: Transport) =>
  queryOptions({ queryKey: ['govern', 'programmes'], queryFn: () => listProgrammes(api), refetchInterval: everyMs })

/** Query for how much of the emission a provider can claim, and the factors from which the payments of its machines are calculated. */
export const emissionAccountQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['govern', 'emission', account], queryFn: () => getEmissionAccount(api, account), refetchInterval: everyMs })
