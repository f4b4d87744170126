import { address, faultAnswerWire, faultsWire, faultWire, hex32, leaseId, rowNumber } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Endpoints for faults of leases with the party at fault: /leases/{id}/faults, /nodes/{node}/faults, /providers/{account}/faults, /faults/{number}/answer. */
export const faultEndpoints = {
  listLeaseFaults: endpoint({
    method: 'get',
    path: '/leases/{leaseId}/faults',
    summary:
      'List the faults of a lease, newest first, with the party at fault, the rule and the payments. At most one of each kind, except `unreachable`. Only for its holder, teammates and provider',
    access: 'account',
    keyRight: 'ownLease',
    cost: 1,
    params: z.strictObject({ leaseId }),
    answer: faultsWire,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder'],
    takes: ['leaseId'],
  }),
  answerFault: endpoint({
    method: 'post',
    path: '/faults/{number}/answer',
    summary: 'Answer a fault once, as the holder or the provider of the lease, within 72 h of its record. Nobody can change the answer',
    access: 'account',
    cost: 5,
    params: z.strictObject({ number: rowNumber }),
    body: faultAnswerWire,
    answer: faultWire,
    codes: ['lease.fault_unknown', 'lease.review_text', 'lease.fault_answered', 'lease.fault_late'],
    idempotent: true,
    takes: { number: 'number', text: 'body.text' },
  }),
  listNodeFaults: endpoint({
    method: 'get',
    path: '/nodes/{node}/faults',
    summary:
      "List the newest 100 public faults of a machine: those that its provider caused, and leases that the provider ended. Of the answers, only the provider's are shown",
    access: 'public',
    cost: 2,
    params: z.strictObject({ node: hex32 }),
    answer: faultsWire,
    takes: ['node'],
  }),
  listProviderFaults: endpoint({
    method: 'get',
    path: '/providers/{account}/faults',
    summary:
      "List the newest 100 public faults of all machines of a provider: those that it caused, and leases that it ended. Of the answers, only the provider's are shown",
    access: 'public',
    cost: 3,
    params: z.strictObject({ account: address }),
    answer: faultsWire,
    codes: ['api.bad_address'],
    takes: ['account'],
  }),
}
