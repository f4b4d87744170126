import { accountDeletedWire, accountExportWire, accountStatementQueryWire, accountStatementWire, queryInt, walletWire } from '@infinitio/domain/wire'
import { isRefusal } from '@infinitio/domain'
import { z } from 'zod'
import { deleteAccount } from '../actions/deleteAccount.ts'
import { exportAccount } from '../actions/exportAccount.ts'
import { readStatement } from '../actions/readStatement.ts'
import { readWallet } from '../actions/readWallet.ts'
import { endpoint } from '../http/endpoint.ts'
import { sessionCookie } from '../http/sessionCookie.ts'
import { providerRoutes } from './providerRoutes.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const

/** What an account has and earns, and what is kept about it: /wallet, /provider, /account. */
export const accountRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/wallet',
    summary: 'Balance, what is set aside, and the statement',
    access: 'account',
    cost: 2,
    query: z.strictObject({ limit: queryInt(1, 200).optional() }),
    answer: walletWire,
    status: 200,
    codes: ['chain.rpc_unavailable'],
    handle: (call) => readWallet(call.services, { account: signedIn(call), limit: call.query.limit ?? 50 }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/wallet/statement',
    summary: 'A month of the Market balance from final blocks, page by page',
    access: 'account',
    cost: 5,
    query: accountStatementQueryWire,
    answer: accountStatementWire,
    status: 200,
    codes: ['api.cursor_invalid'],
    handle: (call) => readStatement(call.services, { account: signedIn(call), query: call.query }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/account/export',
    summary: 'Everything that is kept about the account',
    access: 'account',
    cost: 50,
    answer: accountExportWire,
    status: 200,
    codes: [],
    handle: (call) => exportAccount(call.services, { account: signedIn(call) }),
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/account',
    summary: 'Delete what is kept about the account',
    access: 'account',
    cost: 50,
    answer: accountDeletedWire,
    status: 200,
    codes: ['account.leases_live'],
    async handle(call) {
      const deleted = await deleteAccount(call.services, { account: signedIn(call) })
      if (!isRefusal(deleted)) call.headers.append('set-cookie', sessionCookie({ token: '', maxAgeSeconds: 0, isHttps: call.services.site.isHttps }))
      return deleted
    },
  }),
  ...providerRoutes,
]
