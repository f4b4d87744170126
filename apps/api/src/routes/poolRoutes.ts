import { poolEndpoints } from '@infinitio/endpoints'
import { placePoolCalls } from '../actions/pool/placePoolCalls.ts'
import { readPoolCall } from '../actions/pool/readPoolCall.ts'
import { givenTaskKeys, passTaskKey, putTaskKey } from '../actions/pool/taskKeys.ts'
import { openTaskResult, putTaskResult } from '../actions/pool/taskResults.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/**
 * Endpoints for signed calls of the task pool (the contract with paid tasks for machines), for the results of tasks, and for the keys of private jobs: /pool,
 * /tasks.
 */
export const poolRoutes = bindEndpoints(poolEndpoints, {
  placePoolCalls: ({ services, body, ip }) => placePoolCalls(services, body, { caller: ip }),
  getPoolCall: ({ services, params }) => readPoolCall(services, params),
  putTaskResult: ({ services, params, query, nodeIds, request }) =>
    putTaskResult(services, {
      ...params,
      ...query,
      nodeIds,
      bytes: Number(request.headers.get('content-length') ?? 'NaN'),
      body: request.body as AsyncIterable<Uint8Array> | null,
    }),
  putTaskKey: (call) => putTaskKey(call.services, { account: signedIn(call), ...call.params, ...call.body }),
  passTaskKey: ({ services, nodeIds, params, body }) => passTaskKey(services, { nodeIds, ...params, ...body }),
  listTaskKeys: ({ services, nodeIds, params }) => givenTaskKeys(services, { nodeIds, ...params }),
  openTaskResult: ({ services, params, request }) => openTaskResult(services, { ...params, onlyHeaders: request.method === 'HEAD' }),
})
