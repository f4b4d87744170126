import { address } from '@infinitio/domain'
import { moveDevelopmentTime, readDevelopmentTime } from '../actions/chain/developmentTime.ts'
import { proxyRpc } from '../actions/chain/proxyRpc.ts'
import { readChain } from '../actions/chain/readChain.ts'
import { readDevelopmentKey } from '../actions/chain/readDevelopmentKey.ts'
import { readTransaction } from '../actions/chain/readTransaction.ts'
import { requestFaucet } from '../actions/accounts/requestFaucet.ts'
import { localCallerOf } from '../actions/chain/localCaller.ts'
import { chainEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Endpoints about the chain: /chain, /rpc, /faucet, /dev, /transactions. */
export const chainRoutes = bindEndpoints(chainEndpoints, {
  getChain: ({ services }) => readChain(services),
  callRpc: ({ services, body, ip }) => proxyRpc(services, body, { caller: ip }),
  requestFaucet: ({ services, body }) => requestFaucet(services, { account: address(body.account) }),
  getProviderKey: ({ services, ...call }) => readDevelopmentKey(services, { caller: localCallerOf(call), of: 'provider' }),
  getVoterKey: ({ services, ...call }) => readDevelopmentKey(services, { caller: localCallerOf(call), of: 'voter' }),
  getDevelopmentTime: ({ services, ...call }) => readDevelopmentTime(services, localCallerOf(call)),
  forwardDevelopmentTime: ({ services, body, ...call }) => moveDevelopmentTime(services, { ...body, caller: localCallerOf(call) }),
  getTransaction: ({ services, params }) => readTransaction(services, params),
})
