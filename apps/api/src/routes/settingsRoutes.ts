import { settingsEndpoints } from '@infinitio/endpoints'
import { keepSettings, keptSettings } from '../actions/accounts/settings.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

/** How an account reads the pages: /account/settings. */
export const settingsRoutes = bindEndpoints(settingsEndpoints, {
  getSettings: async (call) => ({ settings: await keptSettings(call.services, { account: signedIn(call) }) }),
  saveSettings: (call) => keepSettings(call.services, { account: signedIn(call), settings: call.body }),
})
