import { leaseId, problemReportsWire, problemReportWire, reportAnswerWire, reportRequestWire, rowNumber } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const leasePath = z.strictObject({ leaseId })
const reportPath = z.strictObject({ number: rowNumber })

/** Endpoints for problems with leases that renters report to providers: /leases/{id}/reports, /reports. */
export const reportEndpoints = {
  reportProblem: endpoint({
    method: 'post',
    path: '/leases/{leaseId}/reports',
    summary: 'Reports a problem with a live lease to its provider. The lease continues, and nothing is paid or refunded by it',
    access: 'account',
    keyRight: 'ownLease',
    cost: 5,
    params: leasePath,
    body: reportRequestWire,
    answer: problemReportWire,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.watch_only', 'lease.over', 'lease.reports_limit', 'artefact.unknown'],
    idempotent: true,
    takes: { leaseId: 'leaseId', '...': 'body' },
  }),
  listLeaseReports: endpoint({
    method: 'get',
    path: '/leases/{leaseId}/reports',
    summary: 'The newest 100 reports of a lease with the answers of its provider, for both and for teammates who may use it',
    access: 'account',
    keyRight: 'ownLease',
    cost: 1,
    params: leasePath,
    answer: problemReportsWire,
    codes: ['lease.unknown', 'auth.forbidden', 'lease.not_holder', 'lease.watch_only'],
    takes: ['leaseId'],
  }),
  listProviderReports: endpoint({
    method: 'get',
    path: '/provider/reports',
    summary: 'The newest 100 reports about leases on machines of the signed-in provider',
    access: 'account',
    cost: 2,
    answer: problemReportsWire,
    takes: [],
  }),
  answerReport: endpoint({
    method: 'post',
    path: '/reports/{number}/answer',
    summary: 'The provider answers a report, in place of an earlier answer; the renter is notified',
    access: 'account',
    cost: 5,
    params: reportPath,
    body: reportAnswerWire,
    answer: problemReportWire,
    codes: ['lease.report_unknown', 'lease.report_closed'],
    idempotent: true,
    takes: { number: 'number', text: 'body.text' },
  }),
  closeReport: endpoint({
    method: 'post',
    path: '/reports/{number}/close',
    summary: 'The account that reported a problem closes its report; safe to repeat',
    access: 'account',
    cost: 3,
    params: reportPath,
    answer: problemReportWire,
    codes: ['lease.report_unknown'],
    takes: ['number'],
  }),
}
