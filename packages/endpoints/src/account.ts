import { accountDeletedWire, accountExportWire, accountStatementQueryWire, accountStatementWire, queryInt, walletWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Endpoints for an account's balance and stored data: /wallet, /account. */
export const accountEndpoints = {
  getWallet: endpoint({
    method: 'get',
    path: '/wallet',
    summary: 'Balance, what is set aside, and the statement',
    access: 'account',
    cost: 2,
    query: z.strictObject({ limit: queryInt(1, 200).optional() }),
    answer: walletWire,
    codes: ['chain.rpc_unavailable'],
    takes: ['query'],
  }),
  getStatement: endpoint({
    method: 'get',
    path: '/wallet/statement',
    summary:
      'A month of the signed-in account\'s Market balance, such as "2026-11", UTC, from final blocks: a page; `next` of it is the `after` of the next one',
    access: 'account',
    cost: 5,
    query: accountStatementQueryWire,
    answer: accountStatementWire,
    codes: ['api.cursor_invalid'],
    takes: ['query'],
  }),
  exportAccount: endpoint({
    method: 'get',
    path: '/account/export',
    summary: 'Everything that is kept about the account',
    access: 'account',
    cost: 50,
    answer: accountExportWire,
    takes: [],
  }),
  deleteAccount: endpoint({
    method: 'delete',
    path: '/account',
    summary: 'Deletes what this market keeps about the signed-in account, signs it out everywhere, and says what stays and why',
    access: 'account',
    cost: 50,
    answer: accountDeletedWire,
    codes: ['account.leases_live'],
    takes: [],
  }),
}
