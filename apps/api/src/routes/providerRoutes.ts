import { isRefusal } from '@infinitio/domain'
import { openProviderStatement } from '../actions/providers/openProviderStatement.ts'
import { placeFleetChange, readFleetChange, readFleetSigning } from '../actions/providers/placeFleetChange.ts'
import { readAskDemand } from '../actions/providers/readAskDemand.ts'
import { readFleetCalendar } from '../actions/providers/readFleetCalendar.ts'
import { cancelMaintenance, planMaintenance, readMaintenance } from '../actions/providers/maintenance.ts'
import { readMachine, readMachineTelemetry } from '../actions/providers/readMachine.ts'
import { readProvider } from '../actions/providers/readProvider.ts'
import { readProviderEarnings } from '../actions/providers/readProviderEarnings.ts'
import { readProviderStatement } from '../actions/providers/readProviderStatement.ts'
import { signedIn } from './signedIn.ts'
import { providerEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Endpoints for an account's offers and earnings as a provider: /provider. */
export const providerRoutes = bindEndpoints(providerEndpoints, {
  getProvider: (call) => readProvider(call.services, { account: signedIn(call) }),
  getMachine: (call) => readMachine(call.services, { account: signedIn(call), nodeId: call.params.node }),
  getMachineTelemetry: (call) =>
    readMachineTelemetry(call.services, { account: signedIn(call), nodeId: call.params.node, hours: call.query.hours ?? 1 }),
  getMaintenance: (call) => readMaintenance(call.services, { account: signedIn(call) }),
  planMaintenance: (call) => planMaintenance(call.services, { account: signedIn(call), plan: call.body }),
  cancelMaintenance: (call) => cancelMaintenance(call.services, { account: signedIn(call), windowId: call.params.windowId }),
  getAskDemand: (call) => readAskDemand(call.services, { account: signedIn(call), nodeId: call.params.node, days: call.query.days ?? 7 }),
  getProviderEarnings: (call) => readProviderEarnings(call.services, { account: signedIn(call), by: call.query.by ?? 'day' }),
  getProviderStatement: (call) => readProviderStatement(call.services, { account: signedIn(call), query: call.query }),
  async openProviderStatement(call) {
    const file = await openProviderStatement(call.services, { account: signedIn(call), query: call.query })
    if (isRefusal(file)) return file
    const headers = {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'no-store',
    }
    return new Response(new Uint8Array(file.pdf), { status: 200, headers })
  },
  getFleetCalendar: (call) => readFleetCalendar(call.services, { account: signedIn(call), after: call.query.cursor ?? call.query.after ?? null }),
  getFleetSigning: (call) => readFleetSigning(call.services, { account: signedIn(call) }),
  placeFleetChange: (call) => placeFleetChange(call.services, { account: signedIn(call), signed: call.body, caller: call.ip }),
  getFleetChange: (call) => readFleetChange(call.services, { account: signedIn(call), hash: call.params.hash }),
})
