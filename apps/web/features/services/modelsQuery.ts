import type { Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import { listAllServices } from '#web/parts/services/listAllServices.ts'

const everyMs = 15_000

/** Query for the AI services from which the list of models is made. */
export const modelsQuery = (api: Transport) =>
  queryOptions({ queryKey: ['services', 'models'], queryFn: () => listAllServices(api), refetchInterval: everyMs })
