import {
  hex32,
  poolCallsAcceptedWire,
  poolCallsRequestWire,
  poolCallStatusWire,
  storeReceiptWire,
  taskKeyPathWire,
  taskKeysWire,
  taskKeyWire,
  taskResultPathWire,
  taskResultQueryWire,
  uuid,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** The largest request body in bytes: 16 calls with their tasks, receipts and signatures. */
const mostCallsBytes = 262_144

/** Request limit in milliseconds: enough for 16 MiB over a slow connection. */
const transferWithinMs = 60_000

/** Endpoints for signed calls of the task pool (the contract with paid tasks for machines), which the engine sends, results of tasks, and keys of private jobs: /pool, /tasks. */
export const poolEndpoints = {
  placePoolCalls: endpoint({
    method: 'post',
    path: '/pool/calls',
    summary:
      'Submit up to 16 signed calls of the task pool and deposits by permit, which the market sends to the chain: all or none. The signature decides, so no session is needed',
    access: 'public',
    cost: 2,
    extraCost: ({ calls }) => calls.length,
    body: poolCallsRequestWire,
    mostBytes: mostCallsBytes,
    answer: poolCallsAcceptedWire,
    status: 202,
    codes: [
      ...(['task.no_pool', 'task.call_invalid', 'task.call_expired', 'task.account_not_covered', 'task.budget_used'] as const),
      ...(['task.permit_refused', 'auth.signature_malformed', 'auth.signature_high_s', 'auth.signature_foreign_chain'] as const),
      ...(['auth.signature_wrong_signer', 'auth.account_not_deployed', 'chain.node_busy', 'chain.rpc_unavailable'] as const),
    ],
    idempotent: true,
    takes: ['body.calls'],
  }),
  getPoolCall: endpoint({
    method: 'get',
    path: '/pool/calls/{callId}',
    summary: 'Get the progress of a call of the task pool: its state, transaction and error',
    access: 'public',
    cost: 1,
    params: z.strictObject({ callId: uuid }),
    answer: poolCallStatusWire,
    codes: ['task.call_unknown'],
    takes: ['callId'],
  }),
  putTaskResult: endpoint({
    method: 'put',
    path: '/tasks/{taskId}/results/{commitment}',
    summary:
      'Store the encrypted result of a task before its commitment, as the assigned worker. Send the bytes as the body, with a `Content-Length`. The answer is the receipt that the chain requires',
    access: 'node',
    cost: 20,
    params: taskResultPathWire,
    query: taskResultQueryWire,
    deadlineMs: transferWithinMs,
    answer: storeReceiptWire,
    codes: [
      ...(['task.no_pool', 'task.not_worker', 'task.result_too_large', 'task.result_other', 'task.store_full'] as const),
      ...(['artefact.no_store', 'artefact.wrong_hash', 'artefact.store_away', 'chain.rpc_unavailable'] as const),
    ],
    takes: null,
  }),
  openTaskResult: endpoint({
    method: 'get',
    path: '/tasks/{taskId}/results/{commitment}',
    summary: 'Download the stored result of a task. It is encrypted until the worker reveals its salt, so anyone may read it',
    access: 'public',
    cost: 10,
    params: taskResultPathWire,
    deadlineMs: transferWithinMs,
    answer: z.string().describe('The bytes of the file.'),
    answerType: 'application/octet-stream',
    codes: ['artefact.no_store', 'task.result_unknown', 'artefact.store_away'],
    takes: null,
  }),
  putTaskKey: endpoint({
    method: 'put',
    path: '/tasks/{taskId}/keys/{nodeId}',
    summary:
      'Store the encrypted key of a private job for a machine that runs or checks one of its tasks, as the submitter. The market cannot read it. The SDK encrypts it with `sealStepKey`',
    access: 'account',
    keyRight: 'any',
    cost: 1,
    params: taskKeyPathWire,
    body: taskKeyWire,
    status: 204,
    codes: ['task.no_pool', 'task.batch_unknown', 'task.not_submitter', 'task.key_not_wanted', 'chain.rpc_unavailable'],
    takes: { taskId: 'taskId', nodeId: 'nodeId', box: 'body.box' },
  }),
  passTaskKey: endpoint({
    method: 'put',
    path: '/nodes/tasks/{taskId}/keys/{nodeId}',
    summary: 'Store the encrypted key of a private job for a machine that checks a task, as the provider that runs the task',
    access: 'node',
    cost: 1,
    params: taskKeyPathWire,
    body: taskKeyWire,
    status: 204,
    codes: ['task.no_pool', 'task.batch_unknown', 'task.not_worker', 'task.key_not_wanted', 'chain.rpc_unavailable'],
    takes: { taskId: 'taskId', nodeId: 'nodeId', box: 'body.box' },
  }),
  listTaskKeys: endpoint({
    method: 'get',
    path: '/nodes/tasks/{taskId}/keys',
    summary: 'List the encrypted keys of a private job for the machines of this session that run or check a task',
    access: 'node',
    cost: 1,
    params: z.strictObject({ taskId: hex32 }),
    answer: taskKeysWire,
    takes: ['taskId'],
  }),
}
