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
    summary: 'Get the public keys of a machine on the chain: its SSH host key, and the key to encrypt secrets with',
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
    summary:
      'Store encrypted secrets for a workload and one machine, in place of earlier ones. The market cannot read them. In the SDK, call `handInSecrets` instead',
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
    summary: 'Get the encrypted secrets of a lease, for the agent of its machine',
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
    summary:
      'Report whether the machine could use the encrypted secrets of a lease. With a `code`, they are deleted, and the renter must send them again',
    access: 'node',
    cost: 1,
    params: z.strictObject({ leaseId }),
    body: secretsReadWire,
    status: 204,
    takes: { leaseId: 'leaseId', '...': 'body' },
  }),
}
