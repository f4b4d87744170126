import { listHolds, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Query for the account's holds (reserved machines or prices) that have not expired, newest first, and the number of holds that it may still make. */
export const holdsQuery = (api: Transport) => queryOptions({ queryKey: ['holds'], queryFn: () => listHolds(api) })
