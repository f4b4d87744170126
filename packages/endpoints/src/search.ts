import { savedSearchesWire, saveSearchWire, searchAlertsWire, searchSavedWire, uuid } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const params = z.strictObject({ searchId: uuid })

/** Endpoints for the saved searches of an account: /account/searches. */
export const searchEndpoints = {
  listSavedSearches: endpoint({
    method: 'get',
    path: '/account/searches',
    summary:
      'List the saved searches of the signed-in account, newest first, each with the number of machines that it finds now and how many are new',
    access: 'account',
    cost: 10,
    answer: savedSearchesWire,
    codes: ['api.not_ready'],
    takes: [],
  }),
  saveSearch: endpoint({
    method: 'post',
    path: '/account/searches',
    summary: 'Save a search for the signed-in account, at most ten. If it is saved already, the machines that it finds now are marked as seen',
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
    summary: 'Mark a saved search of the signed-in account as seen: the machines that it finds now are no longer new. Safe to repeat',
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
    summary: 'Switch the alerts of a saved search on or off. With alerts, the signed-in account is notified of new machines, at most once an hour',
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
    summary: 'Delete a saved search of the signed-in account. No error if there is none',
    access: 'account',
    cost: 1,
    params,
    status: 204,
    takes: ['searchId'],
  }),
}
