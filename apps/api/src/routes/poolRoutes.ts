import { poolEndpoints } from '@infinitio/endpoints'
import { placePoolCalls } from '../actions/pool/placePoolCalls.ts'
import { readPoolCall } from '../actions/pool/readPoolCall.ts'
import { openTaskResult, putTaskResult } from '../actions/pool/taskResults.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Endpoints for signed calls of the task pool (the contract with paid tasks for machines) and for results of tasks: /pool, /tasks. */
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
  openTaskResult: ({ services, params, request }) => openTaskResult(services, { ...params, onlyHeaders: request.method === 'HEAD' }),
})
