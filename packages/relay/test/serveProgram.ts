// Runs a service in a separate process, so that a test can kill it. The first argument has the settings as JSON.
import { address, serviceId } from '@infinitio/domain'
import { openLedger, readFileTermsOf, readServiceTerms } from '../src/ledger/ledgerAccess.ts'
import { openCache } from '../src/serve/bytes/openCache.ts'
import { startServe } from '../src/serve/startServe.ts'

/** Settings of the program. */
export type ServeProgramSettings = {
  readonly chain: { readonly rpcUrl: string; readonly chainId: number; readonly directory: string; readonly pToken: string }
  readonly service: string
  readonly folder: string
  readonly responseKey: `0x${string}`
  readonly operatorKey: `0x${string}`
  /** The URL of a model server, or the folders of a cache. */
  readonly upstream: string | readonly string[]
  readonly port: number
}

const { chain, service, folder, responseKey, operatorKey, upstream, port } = JSON.parse(process.argv[2] ?? '') as ServeProgramSettings
const ledger = await openLedger({ ...chain, directory: address(chain.directory), pToken: address(chain.pToken) })
const id = serviceId(service)
const own =
  typeof upstream === 'string'
    ? { upstream, terms: await readServiceTerms(ledger, id) }
    : { upstream: (await openCache(upstream, { index: `${folder}/index.log` })).source, terms: await readFileTermsOf(ledger, id) }
const running = await startServe({
  ...{ ledger, service: id, ...own, folder, responseKey, operatorKey, upstreamKey: null },
  ...{ listen: { host: '127.0.0.1', port }, coinPrice: null, lookEveryMs: 50, onNews: () => {} },
})
// Any message from the parent process asks how much processor time this process has used; a benchmark sends it. The process ends when the parent disconnects.
process.on('disconnect', () => process.exit(0))
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1_000 })
})
process.send?.({ port: running.port })
