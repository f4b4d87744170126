// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List ways to run a model on machines that are free now, for every task: memory, number of GPUs, speed estimated from data sheets, price and warnings. Codes: `api.invalid_field`, `api.not_ready`, `chain.rpc_unavailable`. */
export const getAdvice: EndpointCall<typeof marketEndpoints.getAdvice> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getAdvice>("/listings/advice", "GET", ["query"])
