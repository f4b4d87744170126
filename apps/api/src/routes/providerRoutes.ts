import { readAskDemand } from '../actions/readAskDemand.ts'
import { readFleetCalendar } from '../actions/readFleetCalendar.ts'
import { readProvider } from '../actions/readProvider.ts'
import { readProviderEarnings } from '../actions/readProviderEarnings.ts'
import { readProviderStatement } from '../actions/readProviderStatement.ts'
import { signedIn } from './signedIn.ts'
import { providerEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../http/bindEndpoints.ts'

/** What an account offers and earns as a provider: /provider. */
export const providerRoutes = bindEndpoints(providerEndpoints, {
  getProvider: (call) => readProvider(call.services, { account: signedIn(call) }),
  getAskDemand: (call) => readAskDemand(call.services, { account: signedIn(call), nodeId: call.params.node, days: call.query.days ?? 7 }),
  getProviderEarnings: (call) => readProviderEarnings(call.services, { account: signedIn(call), by: call.query.by ?? 'day' }),
  getProviderStatement: (call) => readProviderStatement(call.services, { account: signedIn(call), query: call.query }),
  getFleetCalendar: (call) => readFleetCalendar(call.services, { account: signedIn(call), after: call.query.after ?? null }),
})
