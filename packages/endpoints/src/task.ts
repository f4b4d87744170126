import {
  address,
  batchDetailWire,
  batchesQueryWire,
  batchesWire,
  batchQueryWire,
  hex32,
  providerTasksQueryWire,
  providerTasksWire,
  takersQueryWire,
  takersWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Endpoints for the batches of the task pool (groups of tasks that an account submitted together), read from the chain: /tasks. */
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
  getTakers: endpoint({
    method: 'get',
    path: '/tasks/takers',
    summary: 'How many providers could take a task with this reward now, and why the others could not. For estimates before a batch is submitted',
    access: 'public',
    cost: 2,
    query: takersQueryWire,
    answer: takersWire,
    codes: ['api.bad_address', 'chain.rpc_unavailable'],
    takes: ['query'],
  }),
  getProviderTasks: endpoint({
    method: 'get',
    path: '/tasks/providers/{account}',
    summary: 'What a provider earned at the task pool, which tasks hold its stake, and why it takes no task now',
    access: 'public',
    cost: 4,
    params: z.strictObject({ account: address }),
    query: providerTasksQueryWire,
    answer: providerTasksWire,
    codes: ['api.bad_address', 'chain.rpc_unavailable'],
    takes: ['account', 'query?'],
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
