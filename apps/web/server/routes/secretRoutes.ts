import { hex32, leaseId, nodeKeysWire, nodeSecretsWire, sealedSecretsWire, secretsReadWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { noteSecrets } from '../actions/noteSecrets.ts'
import { putSealedSecrets } from '../actions/putSealedSecrets.ts'
import { readNodeKeys } from '../actions/readNodeKeys.ts'
import { readSealedSecrets } from '../actions/readSealedSecrets.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const
/** The largest box, and room for JSON around it. */
const mostBoxBytes = 66_560

/** Secrets on their way from a renter to one machine, sealed: /workloads/{hash}/secrets, /nodes/leases/{id}/secrets. */
export const secretRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/nodes/{nodeId}/keys',
    summary: "A machine's keys on the chain: of SSH, and to seal secrets to",
    access: 'public',
    cost: 1,
    params: z.strictObject({ nodeId: hex32 }),
    answer: nodeKeysWire,
    status: 200,
    codes: ['node.unknown'],
    handle: ({ services, params }) => readNodeKeys(services, params),
  }),
  endpoint({
    ...nothing,
    method: 'put',
    path: '/workloads/{hash}/secrets/{nodeId}',
    summary: 'Hand in the secrets of a workload, sealed to one machine',
    access: 'account',
    cost: 5,
    mostBytes: mostBoxBytes,
    params: z.strictObject({ hash: hex32, nodeId: hex32 }),
    body: sealedSecretsWire,
    answer: null,
    status: 204,
    codes: ['node.workload_unknown', 'auth.forbidden', 'lease.no_secrets', 'node.unknown', 'lease.secrets_limit'],
    handle: (call) =>
      putSealedSecrets(call.services, {
        account: signedIn(call),
        sessionKey: call.sessionKey,
        workloadHash: call.params.hash,
        nodeId: call.params.nodeId,
        box: call.body.box,
      }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/nodes/leases/{leaseId}/secrets',
    summary: 'The sealed secrets of a lease, for its machine',
    access: 'node',
    cost: 1,
    params: z.strictObject({ leaseId }),
    answer: nodeSecretsWire,
    status: 200,
    codes: ['lease.unknown'],
    handle: ({ services, params, nodeIds }) => readSealedSecrets(services, { ...params, nodeIds }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/nodes/leases/{leaseId}/secrets',
    summary: 'Whether the machine could open them',
    access: 'node',
    cost: 1,
    params: z.strictObject({ leaseId }),
    body: secretsReadWire,
    answer: null,
    status: 204,
    codes: [],
    handle: ({ services, params, body, nodeIds }) => noteSecrets(services, { ...params, nodeIds, read: body }),
  }),
]
