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
    summary:
      'Report a problem with a live lease to its provider, who is notified. The lease continues, and no money moves. Only for its holder and teammates with the right `use`',
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
    summary: 'List the newest 100 problem reports of a lease with the answers. Only for its holder, its provider and teammates with the right `use`',
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
    summary: 'List the newest 100 problem reports about leases on machines of the signed-in provider',
    access: 'account',
    cost: 2,
    answer: problemReportsWire,
    takes: [],
  }),
  answerReport: endpoint({
    method: 'post',
    path: '/reports/{number}/answer',
    summary: 'Answer a problem report as the provider of the lease, in place of an earlier answer. The account that reported it is notified',
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
    summary: 'Close a problem report of the signed-in account. Safe to repeat',
    access: 'account',
    cost: 3,
    params: reportPath,
    answer: problemReportWire,
    codes: ['lease.report_unknown'],
    takes: ['number'],
  }),
}
