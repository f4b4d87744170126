import { noteSecrets } from '../actions/leases/noteSecrets.ts'
import { putSealedSecrets } from '../actions/leases/putSealedSecrets.ts'
import { readNodeKeys } from '../actions/leases/readNodeKeys.ts'
import { readSealedSecrets } from '../actions/leases/readSealedSecrets.ts'
import { signedIn } from './signedIn.ts'
import { secretEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Secrets on their way from a renter to one machine, sealed: /workloads/{hash}/secrets, /nodes/leases/{id}/secrets. */
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
