import { reportEndpoints } from '@infinitio/endpoints'
import { answerReport, closeReport, readLeaseReports, readProviderReports, reportProblem } from '../actions/leases/problemReports.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for problem reports, which renters send to providers about leases: /leases/{id}/reports, /reports. */
export const reportRoutes = bindEndpoints(reportEndpoints, {
  reportProblem: async (call) => {
    // A session key may not attach files. Otherwise a leaked key could show files of its account to a provider.
    if (call.sessionKey !== null && (call.body.artefacts ?? []).length > 0)
      return { rejected: 'auth.key_not_allowed' as const, detail: 'files attached to a report' }
    return reportProblem(call.services, { account: signedIn(call), leaseId: call.params.leaseId, request: call.body })
  },
  listLeaseReports: (call) => readLeaseReports(call.services, { account: signedIn(call), ...call.params }),
  listProviderReports: (call) => readProviderReports(call.services, { account: signedIn(call) }),
  answerReport: (call) => answerReport(call.services, { account: signedIn(call), ...call.params, text: call.body.text }),
  closeReport: (call) => closeReport(call.services, { account: signedIn(call), ...call.params }),
})
