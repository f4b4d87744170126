import { deleteSavedSearch } from '@infinitio/db'
import { searchEndpoints } from '@infinitio/endpoints'
import { listSavedSearches, saveSearch, seeSearch, switchSearchAlerts } from '../actions/searches/savedSearches.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for an account's saved searches: /account/searches. */
export const searchRoutes = bindEndpoints(searchEndpoints, {
  listSavedSearches: (call) => listSavedSearches(call.services, { account: signedIn(call) }),
  saveSearch: (call) => saveSearch(call.services, { account: signedIn(call), query: call.body.query }),
  seeSearch: (call) => seeSearch(call.services, { account: signedIn(call), searchId: call.params.searchId }),
  setSearchAlerts: (call) => switchSearchAlerts(call.services, { account: signedIn(call), searchId: call.params.searchId, alerts: call.body.alerts }),
  async deleteSavedSearch(call) {
    await deleteSavedSearch(call.services.db, { account: signedIn(call), searchId: call.params.searchId })
    return null
  },
})
