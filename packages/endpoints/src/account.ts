import { accountDeletedWire, accountExportWire, accountStatementQueryWire, accountStatementWire, queryInt, walletWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { positions } from './positions.ts'

/** Endpoints for an account's balance and stored data: /wallet, /account. */
export const accountEndpoints = {
  getWallet: endpoint({
    method: 'get',
    path: '/wallet',
    summary:
      'Get the Market balance of the signed-in account: available, held, unsettled and escrowed amounts, the nonces for its next orders, and its newest balance changes',
    access: 'account',
    cost: 2,
    query: z.strictObject({ limit: queryInt(1, 200).optional() }),
    answer: walletWire,
    codes: ['chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getStatement: endpoint({
    method: 'get',
    path: '/wallet/statement',
    summary:
      'List the Market balance changes of the signed-in account in one month (UTC), oldest first, with the sums of the month, from final blocks only. For the next page, send the same query with `cursor: nextCursor`',
    access: 'account',
    cost: 5,
    query: accountStatementQueryWire,
    position: positions.line,
    answer: accountStatementWire,
    takes: ['query'],
  }),
  exportAccount: endpoint({
    method: 'get',
    path: '/account/export',
    summary: 'Get all data that this market stores about the signed-in account, including its orders and leases',
    access: 'account',
    cost: 50,
    answer: accountExportWire,
    takes: [],
  }),
  deleteAccount: endpoint({
    method: 'delete',
    path: '/account',
    summary:
      'Delete the data that this market stores about the signed-in account, and end all its sessions. The answer lists what remains and why. Refused while it has open leases or matches',
    access: 'account',
    cost: 50,
    answer: accountDeletedWire,
    codes: ['account.leases_live'],
    takes: [],
  }),
}
