import { secretEndpoints } from '@infinitio/endpoints'
import { noteSecrets, putSealedSecrets, readNodeKeys, readSealedSecrets } from '../actions/leases/leaseSecrets.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/**
 * Endpoints for encrypted secrets that a renter sends to one machine: /workloads/{hash}/secrets,
 * /nodes/leases/{id}/secrets.
 */
export const secretRoutes = bindEndpoints(secretEndpoints, {
  getNodeKeys: ({ services, params }) => readNodeKeys(services, params),
  putSealedSecrets: (call) =>
    putSealedSecrets(call.services, {
      account: signedIn(call),
      sessionKey: call.sessionKey,
      workloadHash: call.params.hash,
      nodeId: call.params.nodeId,
      box: call.body.box,
    }),
  getNodeSecrets: ({ services, params, nodeIds }) => readSealedSecrets(services, { ...params, nodeIds }),
  sendSecretsRead: ({ services, params, body, nodeIds }) => noteSecrets(services, { ...params, nodeIds, read: body }),
})
