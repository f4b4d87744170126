// Runs a router in a separate process, so that a test can kill it. The first argument has the settings as JSON.
import { address } from '@infinitio/domain'
import { openLedger } from '../src/ledger/ledgerAccess.ts'
import { readProxyKeys } from '../src/proxy/clientStore.ts'
import { fundByKey } from '../src/router/routerActs.ts'
import { startRouter } from '../src/router/startRouter.ts'

/** Settings of the program. `deposit` is in base units of PToken, as text. */
export type RouterProgramSettings = {
  readonly chain: { readonly rpcUrl: string; readonly chainId: number; readonly directory: string; readonly pToken: string }
  readonly payer: string
  readonly folder: string
  readonly deposit: string
}

const { chain, payer, folder, deposit } = JSON.parse(process.argv[2] ?? '') as RouterProgramSettings
const ledger = await openLedger({ ...chain, directory: address(chain.directory), pToken: address(chain.pToken) })
const keys = readProxyKeys(folder)
const account = address(payer)
const fund = fundByKey(ledger, { payer: account, key: keys.key, channelKey: keys.channelKey })
const listen = { host: '127.0.0.1', port: 0 }
const { port } = await startRouter({ ledger, payer: account, keys, folder, listen, deposit: BigInt(deposit), fund, lookEveryMs: 50 })
process.send?.({ port })
