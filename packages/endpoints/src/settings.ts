import { accountSettingsWire, saveSettingsWire, settingsWire } from '@infinitio/domain/wire'
import { endpoint } from './endpoint.ts'

/** Endpoints for the page settings of an account: /account/settings. */
export const settingsEndpoints = {
  getSettings: endpoint({
    method: 'get',
    path: '/account/settings',
    summary: 'How the signed-in account reads the pages: language, zone, clock, currency and theme; null until it keeps any',
    access: 'account',
    cost: 1,
    answer: accountSettingsWire,
    takes: [],
  }),
  saveSettings: endpoint({
    method: 'put',
    path: '/account/settings',
    summary: 'Keeps how the signed-in account reads the pages, in the place of what it kept before. Gives it back with the time of the change',
    access: 'account',
    cost: 2,
    body: saveSettingsWire,
    answer: settingsWire,
    takes: ['body'],
  }),
}
