import { commitmentEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** GPU time that providers promise ahead, read at the head of the chain: /govern/commitments. */
export const commitmentRoutes = bindEndpoints(commitmentEndpoints, {
  listCommitments: ({ services, query }) => services.governance.listCommitments(query),
  getCommitment: ({ services, params }) => services.governance.findCommitment(Number(params.id)),
})
