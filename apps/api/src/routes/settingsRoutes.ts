import { keepSettings } from '../actions/accounts/keepSettings.ts'
import { keptSettings } from '../actions/accounts/keptSettings.ts'
import { signedIn } from './signedIn.ts'
import { settingsEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** How an account reads the pages: /account/settings. */
export const settingsRoutes = bindEndpoints(settingsEndpoints, {
  getSettings: async (call) => ({ settings: await keptSettings(call.services, { account: signedIn(call) }) }),
  saveSettings: (call) => keepSettings(call.services, { account: signedIn(call), settings: call.body }),
})
