import { listHolds, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** The holds of the account that still last, newest first, and how many more it may make. */
export const holdsQuery = (api: Transport) => queryOptions({ queryKey: ['holds'], queryFn: () => listHolds(api) })
