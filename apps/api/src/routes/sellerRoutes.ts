import { deleteSeller } from '@infinitio/db'
import { sellerEndpoints } from '@infinitio/endpoints'
import { getSeller, putSeller } from '../actions/accounts/putSeller.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for a provider's legal data on its customers' invoices: /account/seller. */
export const sellerRoutes = bindEndpoints(sellerEndpoints, {
  getSeller: (call) => getSeller(call.services, { account: signedIn(call) }),
  putSeller: (call) => putSeller(call.services, { account: signedIn(call), ...call.body }),
  async deleteSeller(call) {
    await deleteSeller(call.services.db, { account: signedIn(call) })
    return null
  },
})
