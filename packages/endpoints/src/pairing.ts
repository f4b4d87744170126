import {
  claimPairingWire,
  createPairingWire,
  hex32,
  pairedPermissionWire,
  pairingAnswerWire,
  pairingWire,
  revealPairingWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const params = z.strictObject({ pairingId: hex32 })
const over = ['node.pairing_unknown', 'node.pairing_expired', 'node.pairing_refused'] as const

/** Endpoints for links by which a wallet in a browser registers a machine and signs for it: /pairings. The path does not contain the link's secret. */
export const pairingEndpoints = {
  createPairing: endpoint({
    method: 'post',
    path: '/pairings',
    summary: 'Open a pairing link for a machine, signed by its node key. An earlier link of the same node key ends',
    access: 'public',
    cost: 100,
    body: createPairingWire,
    mostBytes: 8_192,
    status: 204,
    codes: [
      ...['auth.signature_malformed', 'auth.signature_high_s', 'node.wrong_key', 'node.invalid_registration'],
      ...['node.pairing_expired', 'node.pairing_used', 'node.pairing_other_chain', 'node.pairing_limit'],
    ] as const,
    idempotent: true,
    takes: ['body'],
  }),
  getPairing: endpoint({
    method: 'get',
    path: '/pairings/{pairingId}',
    summary: 'Get everything that the machine and the browser of a pairing link exchange. Both must check it',
    access: 'public',
    cost: 1,
    params,
    answer: pairingWire,
    codes: over,
    takes: ['pairingId'],
  }),
  claimPairing: endpoint({
    method: 'post',
    path: '/pairings/{pairingId}/claim',
    summary: 'Claim a pairing link for the signed-in account. Only the first browser can claim it',
    access: 'account',
    cost: 20,
    params,
    body: claimPairingWire,
    mostBytes: 2_048,
    status: 204,
    codes: [...over, 'node.pairing_used', 'node.pairing_wrong_secret'],
    takes: ['pairingId', 'body'],
  }),
  revealPairing: endpoint({
    method: 'post',
    path: '/pairings/{pairingId}/reveal',
    summary: 'Reveal the nonce that the machine committed to, after the claim of its link. Safe to repeat',
    access: 'public',
    cost: 5,
    params,
    body: revealPairingWire,
    mostBytes: 2_048,
    status: 204,
    codes: [...over, 'node.pairing_changed'],
    takes: ['pairingId', 'body.machineNonce'],
  }),
  answerPairing: endpoint({
    method: 'post',
    path: '/pairings/{pairingId}/answer',
    summary:
      'Send the answer of the machine to the wallet that claimed the link: it accepts the wallet, or ends the link. Signed by the node key. Safe to repeat',
    access: 'public',
    cost: 20,
    params,
    body: pairingAnswerWire,
    mostBytes: 2_048,
    status: 204,
    codes: [...over, 'node.pairing_changed', 'auth.signature_malformed', 'auth.signature_high_s', 'node.wrong_key'],
    takes: ['pairingId', 'body'],
  }),
  sendPairedPermission: endpoint({
    method: 'post',
    path: '/pairings/{pairingId}/permission',
    summary: 'Send the mandate (the permission to sign asks) that the signed-in account signed for the machine of the pairing link that it claimed',
    access: 'account',
    cost: 20,
    params,
    body: pairedPermissionWire,
    mostBytes: 8_192,
    status: 204,
    codes: [...over, 'node.pairing_used', 'node.pairing_changed', 'order.mandate_mismatch'],
    takes: ['pairingId', 'body'],
  }),
}
