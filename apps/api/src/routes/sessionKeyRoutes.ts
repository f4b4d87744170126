import { listSessionKeys } from '../actions/sessions/listSessionKeys.ts'
import { signedIn } from './signedIn.ts'
import { sessionKeyEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Keys that may act for an account within limits: /session-keys. They are given and taken back by relays. */
export const sessionKeyRoutes = bindEndpoints(sessionKeyEndpoints, {
  listSessionKeys: (call) => listSessionKeys(call.services, { account: signedIn(call), key: call.sessionKey }),
})
