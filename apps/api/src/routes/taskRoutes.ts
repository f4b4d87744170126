import { taskEndpoints } from '@infinitio/endpoints'
import { findTakers } from '../actions/tasks/countTakers.ts'
import { findBatch, listBatches } from '../actions/tasks/readBatches.ts'
import { findProviderTasks } from '../actions/tasks/findProviderTasks.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Public endpoints for batches (tasks that an account submitted together to the task pool), read from the chain: /tasks. */
export const taskRoutes = bindEndpoints(taskEndpoints, {
  listBatches: ({ services, query }) => listBatches(services, query),
  getTakers: ({ services, query }) => findTakers(services, query),
  getProviderTasks: ({ services, params, query }) => findProviderTasks(services, { ...params, ...query }),
  getBatch: ({ services, params, query }) => findBatch(services, { ...params, ...query }),
})
