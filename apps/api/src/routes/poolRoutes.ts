import { poolEndpoints } from '@infinitio/endpoints'
import { placePoolCalls } from '../actions/pool/placePoolCalls.ts'
import { readPoolCall } from '../actions/pool/readPoolCall.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Endpoints for signed calls of the task pool: /pool. */
export const poolRoutes = bindEndpoints(poolEndpoints, {
  placePoolCalls: ({ services, body, ip }) => placePoolCalls(services, body, { caller: ip }),
  getPoolCall: ({ services, params }) => readPoolCall(services, params),
})
