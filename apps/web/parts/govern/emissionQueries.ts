import type { EmissionWire } from '@infinitio/domain/wire'
import type { Transport } from '@infinitio/sdk'
import { getEmission, getEmissionAccount, listProgrammes } from '@infinitio/sdk/emission'
import { queryOptions } from '@tanstack/react-query'

/** Emission, as the contracts store it. */
export type Emission = NonNullable<EmissionWire['emission']>

/** No event stream reports emission, so it is fetched again at this interval. */
const everyMs = 10_000

/** The state of emission, and its last epochs. */
export const emissionQuery = (api: Transport) =>
  queryOptions({ queryKey: ['govern', 'emission'], queryFn: () => getEmission(api), refetchInterval: everyMs })

/** Incentive programmes with the budget that is left of each. */
export const programmesQuery = (api: Transport) =>
  queryOptions({ queryKey: ['govern', 'programmes'], queryFn: () => listProgrammes(api), refetchInterval: everyMs })

/** What a provider can claim, and the factors of its machines. */
export const emissionAccountQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['govern', 'emission', account], queryFn: () => getEmissionAccount(api, account), refetchInterval: everyMs })
