import { isRefusal } from '@infinitio/domain'
import { accountEndpoints, settingsEndpoints } from '@infinitio/endpoints'
import { deleteAccount, exportAccount } from '../actions/accounts/accountData.ts'
import { readStatement } from '../actions/accounts/readStatement.ts'
import { readWallet } from '../actions/accounts/readWallet.ts'
import { sessionCookie } from '../http/sessionCookie.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { keepSettings, keptSettings } from '../actions/accounts/settings.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for the balance, the earnings and the stored data of an account: /wallet, /account. */
export const accountRoutes = bindEndpoints(accountEndpoints, {
  getWallet: (call) => readWallet(call.services, { account: signedIn(call), limit: call.query.limit ?? 50 }),
  getStatement: (call) => readStatement(call.services, { account: signedIn(call), query: call.query }),
  exportAccount: (call) => exportAccount(call.services, { account: signedIn(call) }),
  async deleteAccount(call) {
    const deleted = await deleteAccount(call.services, { account: signedIn(call) })
    if (!isRefusal(deleted)) call.headers.append('set-cookie', sessionCookie({ token: '', maxAgeSeconds: 0, isHttps: call.services.site.isHttps }))
    return deleted
  },
})

/** Endpoints for an account's display settings: /account/settings. */
export const settingsRoutes = bindEndpoints(settingsEndpoints, {
  getSettings: async (call) => ({ settings: await keptSettings(call.services, { account: signedIn(call) }) }),
  saveSettings: (call) => keepSettings(call.services, { account: signedIn(call), settings: call.body }),
})
