import { disputeEndpoints } from '@infinitio/endpoints'
import { findClosedLease } from '../actions/disputes/findClosedLease.ts'
import { findDispute, listDisputes } from '../actions/disputes/readDisputes.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Public endpoints under /disputes about the disputes over bonds. They read the chain's newest block. */
export const disputeRoutes = bindEndpoints(disputeEndpoints, {
  listDisputes: ({ services, query }) => listDisputes(services, query),
  getClosedLease: ({ services, params }) => findClosedLease(services, BigInt(params.leaseId)),
  getDispute: ({ services, params }) => findDispute(services, Number(params.id)),
})
