import { accountSettingsWire, saveSettingsWire, settingsWire } from '@infinitio/domain/wire'
import { keepSettings } from '../actions/keepSettings.ts'
import { keptSettings } from '../actions/keptSettings.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const

/** How an account reads the pages: /account/settings. */
export const settingsRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/account/settings',
    summary: 'Language, time zone, clock, display currency and theme of the account',
    access: 'account',
    cost: 1,
    answer: accountSettingsWire,
    status: 200,
    codes: [],
    handle: async (call) => ({ settings: await keptSettings(call.services, { account: signedIn(call) }) }),
  }),
  endpoint({
    ...nothing,
    method: 'put',
    path: '/account/settings',
    summary: 'Keep how the account reads the pages',
    access: 'account',
    cost: 2,
    body: saveSettingsWire,
    answer: settingsWire,
    status: 200,
    codes: [],
    handle: (call) => keepSettings(call.services, { account: signedIn(call), settings: call.body }),
  }),
]
