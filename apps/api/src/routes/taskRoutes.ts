import { taskEndpoints } from '@infinitio/endpoints'
import { findBatch, listBatches } from '../actions/tasks/readBatches.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Public endpoints for batches of the task pool, read from the chain: /tasks. */
export const taskRoutes = bindEndpoints(taskEndpoints, {
  listBatches: ({ services, query }) => listBatches(services, query),
  getBatch: ({ services, params, query }) => findBatch(services, { ...params, ...query }),
})
