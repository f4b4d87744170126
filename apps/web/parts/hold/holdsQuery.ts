import { listHolds, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Query for the account's holds (reservations of machines or prices) that have not expired, newest first, and how many more holds it may have. */
export const holdsQuery = (api: Transport) => queryOptions({ queryKey: ['holds'], queryFn: () => listHolds(api) })
