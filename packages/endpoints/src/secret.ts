import { hex32, leaseId, nodeKeysWire, nodeSecretsWire, sealedSecretsWire, secretsReadWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Largest body in bytes: the largest allowed set of encrypted secrets, inside its JSON object. */
const mostBoxBytes = 66_560

/** Endpoints for encrypted secrets that a renter sends to one machine: /workloads/{hash}/secrets, /nodes/leases/{id}/secrets. */
export const secretEndpoints = {
  getNodeKeys: endpoint({
    method: 'get',
    path: '/nodes/{nodeId}/keys',
    summary: "A machine's keys on the chain: of SSH, and to seal secrets to",
    access: 'public',
    cost: 1,
    params: z.strictObject({ nodeId: hex32 }),
    answer: nodeKeysWire,
    codes: ['node.unknown'],
    takes: ['nodeId'],
  }),
  putSealedSecrets: endpoint({
    method: 'put',
    path: '/workloads/{hash}/secrets/{nodeId}',
    summary: 'Hands sealed secrets in for a workload and one machine, in place of those before. Most callers want `handInSecrets`',
    access: 'account',
    keyRight: 'any',
    cost: 5,
    params: z.strictObject({ hash: hex32, nodeId: hex32 }),
    body: sealedSecretsWire,
    mostBytes: mostBoxBytes,
    status: 204,
    codes: ['node.workload_unknown', 'auth.forbidden', 'lease.no_secrets', 'node.unknown', 'lease.secrets_limit'],
    takes: { workloadHash: 'hash', nodeId: 'nodeId', box: 'body.box' },
  }),
  getNodeSecrets: endpoint({
    method: 'get',
    path: '/nodes/leases/{leaseId}/secrets',
    summary: 'The sealed secrets of a lease, for the agent of its machine',
    access: 'node',
    cost: 1,
    params: z.strictObject({ leaseId }),
    answer: nodeSecretsWire,
    codes: ['lease.unknown'],
    takes: ['leaseId'],
  }),
  sendSecretsRead: endpoint({
    method: 'post',
    path: '/nodes/leases/{leaseId}/secrets',
    summary: 'Says what became of the sealed secrets of a lease; those with a code are thrown away, and the renter is asked again',
    access: 'node',
    cost: 1,
    params: z.strictObject({ leaseId }),
    body: secretsReadWire,
    status: 204,
    takes: { leaseId: 'leaseId', '...': 'body' },
  }),
}
