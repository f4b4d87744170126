import { savedSearchesWire, saveSearchWire, searchAlertsWire, searchSavedWire, uuid } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const params = z.strictObject({ searchId: uuid })

/** Endpoints for the saved searches of an account: /account/searches. */
export const searchEndpoints = {
  listSavedSearches: endpoint({
    method: 'get',
    path: '/account/searches',
    summary: 'The searches that the signed-in account keeps, newest first, with how many nodes each finds now and how many are new',
    access: 'account',
    cost: 10,
    answer: savedSearchesWire,
    codes: ['api.not_ready'],
    takes: [],
  }),
  saveSearch: endpoint({
    method: 'post',
    path: '/account/searches',
    summary: 'Keeps a search for the signed-in account; the same one again is seen anew',
    access: 'account',
    cost: 5,
    body: saveSearchWire,
    answer: searchSavedWire,
    codes: ['account.searches_limit', 'api.not_ready'],
    idempotent: true,
    takes: ['body.query'],
  }),
  seeSearch: endpoint({
    method: 'post',
    path: '/account/searches/{searchId}/seen',
    summary: 'Say that a saved search was looked at: what it finds now is new no more',
    access: 'account',
    cost: 2,
    params,
    status: 204,
    codes: ['api.not_ready'],
    takes: ['searchId'],
  }),
  setSearchAlerts: endpoint({
    method: 'put',
    path: '/account/searches/{searchId}/alerts',
    summary:
      'Switches the alerts of a saved search on or off: with them the account is told, at most once an hour, when the search finds nodes that are new',
    access: 'account',
    cost: 2,
    params,
    body: searchAlertsWire,
    status: 204,
    codes: ['api.not_ready'],
    takes: ['searchId', 'body.alerts'],
  }),
  deleteSavedSearch: endpoint({
    method: 'delete',
    path: '/account/searches/{searchId}',
    summary: 'Deletes a search that the signed-in account keeps; one that is gone is no error',
    access: 'account',
    cost: 1,
    params,
    status: 204,
    takes: ['searchId'],
  }),
}
