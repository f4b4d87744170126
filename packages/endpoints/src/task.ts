import { batchDetailWire, batchesQueryWire, batchesWire, batchQueryWire, hex32 } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Batches of the task pool, read from the chain: /tasks. */
export const taskEndpoints = {
  listBatches: endpoint({
    method: 'get',
    path: '/tasks',
    summary: 'Batches of tasks, newest first, with how many tasks are in each state. Next page: the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 2,
    query: batchesQueryWire,
    answer: batchesWire,
    codes: ['api.cursor_invalid', 'api.bad_address', 'chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getBatch: endpoint({
    method: 'get',
    path: '/tasks/{batchId}',
    summary: 'One batch of tasks: who runs and checks each task, what they answered, and who was paid',
    access: 'public',
    cost: 2,
    params: z.strictObject({ batchId: hex32 }),
    query: batchQueryWire,
    answer: batchDetailWire,
    codes: ['task.batch_unknown', 'chain.rpc_unavailable'],
    takes: ['batchId', 'query?'],
  }),
}
