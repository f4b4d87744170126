import { deleteSavedSearch } from '@infinitio/db'
import { savedSearchesWire, saveSearchWire, searchAlertsWire, searchSavedWire, uuid } from '@infinitio/domain/wire'
import { z } from 'zod'
import { listSavedSearches } from '../actions/listSavedSearches.ts'
import { saveSearch } from '../actions/saveSearch.ts'
import { switchSearchAlerts } from '../actions/switchSearchAlerts.ts'
import { seeSearch } from '../actions/seeSearch.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const
const params = z.strictObject({ searchId: uuid })

/** Searches that an account keeps: /account/searches. */
export const searchRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/account/searches',
    summary: 'Saved searches, with how many nodes each finds now and how many are new',
    access: 'account',
    cost: 10,
    answer: savedSearchesWire,
    status: 200,
    codes: ['api.not_ready'],
    handle: (call) => listSavedSearches(call.services, { account: signedIn(call) }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/account/searches',
    summary: 'Save a search; the same one again is seen anew',
    access: 'account',
    cost: 5,
    body: saveSearchWire,
    answer: searchSavedWire,
    status: 200,
    codes: ['account.searches_limit', 'api.not_ready'],
    handle: (call) => saveSearch(call.services, { account: signedIn(call), query: call.body.query }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/account/searches/{searchId}/seen',
    summary: 'Say that a saved search was looked at: what it finds now is new no more',
    access: 'account',
    cost: 2,
    params,
    answer: null,
    status: 204,
    codes: ['api.not_ready'],
    handle: (call) => seeSearch(call.services, { account: signedIn(call), searchId: call.params.searchId }),
  }),
  endpoint({
    ...nothing,
    method: 'put',
    path: '/account/searches/{searchId}/alerts',
    summary: 'Be told, or no more, of what a saved search finds that is new',
    access: 'account',
    cost: 2,
    params,
    body: searchAlertsWire,
    answer: null,
    status: 204,
    codes: ['api.not_ready'],
    handle: (call) => switchSearchAlerts(call.services, { account: signedIn(call), searchId: call.params.searchId, alerts: call.body.alerts }),
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/account/searches/{searchId}',
    summary: 'Delete a saved search',
    access: 'account',
    cost: 1,
    params,
    answer: null,
    status: 204,
    codes: [],
    async handle(call) {
      await deleteSavedSearch(call.services.db, { account: signedIn(call), searchId: call.params.searchId })
      return null
    },
  }),
]
