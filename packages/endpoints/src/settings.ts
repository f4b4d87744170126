import { accountSettingsWire, saveSettingsWire, settingsWire } from '@infinitio/domain/wire'
import { endpoint } from './endpoint.ts'

/** Endpoints for the page settings of an account: /account/settings. */
export const settingsEndpoints = {
  getSettings: endpoint({
    method: 'get',
    path: '/account/settings',
    summary:
      'Get the display settings of the signed-in account: language, time zone, clock, currency and theme. `settings` is null if it stored none',
    access: 'account',
    cost: 1,
    answer: accountSettingsWire,
    takes: [],
  }),
  saveSettings: endpoint({
    method: 'put',
    path: '/account/settings',
    summary: 'Store the display settings of the signed-in account, in place of earlier ones. The answer has the time of the change',
    access: 'account',
    cost: 2,
    body: saveSettingsWire,
    answer: settingsWire,
    takes: ['body'],
  }),
}
