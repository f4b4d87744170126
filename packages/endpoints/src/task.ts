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
import { positions } from './positions.ts'

/** Endpoints for the batches of the task pool (groups of tasks that an account submitted together), read from the chain: /tasks. */
export const taskEndpoints = {
  listBatches: endpoint({
    method: 'get',
    path: '/tasks',
    summary:
      'List batches of tasks, newest first, with the number of tasks in each state. For the next page, send the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 2,
    query: batchesQueryWire,
    position: positions.number,
    answer: batchesWire,
    codes: ['api.bad_address', 'chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getTakers: endpoint({
    method: 'get',
    path: '/tasks/takers',
    summary: 'Get how many providers could take a task with this reward now, and why the others could not, as an estimate before you submit a batch',
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
    summary: 'Get what a provider earned at the task pool, the tasks that hold its stake, and why it takes no task now',
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
    summary: 'Get one batch of tasks, up to 256 of them from `from` on: their workers and checkers, answers and payments',
    access: 'public',
    cost: 2,
    params: z.strictObject({ batchId: hex32 }),
    query: batchQueryWire,
    answer: batchDetailWire,
    codes: ['task.batch_unknown', 'chain.rpc_unavailable'],
    takes: ['batchId', 'query?'],
  }),
}
