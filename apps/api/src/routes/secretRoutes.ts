import { noteSecrets } from '../actions/noteSecrets.ts'
import { putSealedSecrets } from '../actions/putSealedSecrets.ts'
import { readNodeKeys } from '../actions/readNodeKeys.ts'
import { readSealedSecrets } from '../actions/readSealedSecrets.ts'
import { signedIn } from './signedIn.ts'
import { secretEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../http/bindEndpoints.ts'

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
