import { address, apiTokenCreatedWire, createApiTokenWire, sessionKeysWire, uuid } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/**
 * Endpoints for session keys, which may act for an account within limits, and for their tokens: /session-keys. No endpoint here grants or revokes a key: the
 * account signs a message for /relays, and the engine sends it to the chain.
 */
export const sessionKeyEndpoints = {
  listSessionKeys: endpoint({
    method: 'get',
    path: '/session-keys',
    summary: 'List up to 100 session keys of the signed-in account with their limits and spending, valid ones first. A session key gets only itself',
    access: 'account',
    keyRight: 'any',
    cost: 3,
    answer: sessionKeysWire,
    codes: ['chain.rpc_unavailable'],
    takes: [],
  }),
  createApiToken: endpoint({
    method: 'post',
    path: '/session-keys/{key}/tokens',
    summary:
      'Create a token that reads data and prepares transactions with the rights of a session key. It is shown only once. A session key creates tokens only for itself',
    access: 'account',
    keyRight: 'any',
    cost: 5,
    params: z.strictObject({ key: address }),
    body: createApiTokenWire,
    answer: apiTokenCreatedWire,
    codes: ['auth.forbidden', 'api.bad_address', 'auth.session_key_expired', 'auth.session_key_revoked', 'auth.tokens_limit'],
    idempotent: true,
    secretAnswer: true,
    takes: { key: 'key', name: 'body.name' },
  }),
  revokeApiToken: endpoint({
    method: 'delete',
    path: '/session-keys/{key}/tokens/{tokenId}',
    summary: 'Revoke a token of a session key at once. `DELETE /session` with the token does the same',
    access: 'account',
    keyRight: 'any',
    cost: 3,
    params: z.strictObject({ key: address, tokenId: uuid }),
    status: 204,
    codes: ['auth.forbidden', 'api.bad_address', 'auth.token_unknown'],
    takes: { key: 'key', tokenId: 'tokenId' },
  }),
}
