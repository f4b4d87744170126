// Runs a proxy in a separate process, so that a test can kill it. The first argument has the settings as JSON.
import { address, serviceId } from '@infinitio/domain'
import { openLedger, readServiceTerms } from '../src/ledger/ledgerAccess.ts'
import { readProxyKeys } from '../src/proxy/clientStore.ts'
import { startProxy } from '../src/proxy/startProxy.ts'

/** Settings of the program. */
export type ProxyProgramSettings = {
  readonly chain: { readonly rpcUrl: string; readonly chainId: number; readonly directory: string; readonly pToken: string }
  readonly service: string
  readonly payer: string
  readonly folder: string
}

const { chain, service, payer, folder } = JSON.parse(process.argv[2] ?? '') as ProxyProgramSettings
const ledger = await openLedger({ ...chain, directory: address(chain.directory), pToken: address(chain.pToken) })
const id = serviceId(service)
const terms = await readServiceTerms(ledger, id)
const { port } = await startProxy({
  ledger,
  service: id,
  terms,
  payer: address(payer),
  keys: readProxyKeys(folder),
  folder,
  port: 0,
  lookEveryMs: 50,
})
process.on('disconnect', () => process.exit(0))
process.send?.({ port })
