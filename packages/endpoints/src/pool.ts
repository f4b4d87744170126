import { poolCallsAcceptedWire, poolCallsRequestWire, poolCallStatusWire, uuid } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Room for 16 calls with batches, receipts and signatures. */
const mostCallsBytes = 262_144

/** Signed calls of the task pool, which the engine sends: /pool. */
export const poolEndpoints = {
  placePoolCalls: endpoint({
    method: 'post',
    path: '/pool/calls',
    summary: 'Send up to 16 signed calls of the task pool, and deposits by permit, to the chain. The signature decides, so no session is needed',
    access: 'public',
    cost: 2,
    extraCost: ({ calls }) => calls.length,
    body: poolCallsRequestWire,
    mostBytes: mostCallsBytes,
    answer: poolCallsAcceptedWire,
    status: 202,
    codes: [
      ...(['task.no_pool', 'task.call_invalid', 'task.call_expired', 'task.account_not_covered', 'task.budget_used'] as const),
      ...(['task.permit_refused', 'auth.signature_malformed', 'auth.signature_high_s', 'auth.signature_foreign_chain'] as const),
      ...(['auth.signature_wrong_signer', 'auth.account_not_deployed', 'chain.node_busy', 'chain.rpc_unavailable'] as const),
    ],
    idempotent: true,
    takes: ['body.calls'],
  }),
  getPoolCall: endpoint({
    method: 'get',
    path: '/pool/calls/{callId}',
    summary: 'How far a call of the task pool is',
    access: 'public',
    cost: 1,
    params: z.strictObject({ callId: uuid }),
    answer: poolCallStatusWire,
    codes: ['task.call_unknown'],
    takes: ['callId'],
  }),
}
