// Downloads weights from a cache in a separate process, so that a test can kill it. The first argument has the settings as JSON.
import { address, serviceId } from '@infinitio/domain'
import { openLedger, readFileTermsOf } from '../src/ledger/ledgerAccess.ts'
import { readProxyKeys } from '../src/proxy/clientStore.ts'
import { openByteBuyer } from '../src/pull/openByteBuyer.ts'
import { pullWeights } from '../src/pull/pullWeights.ts'

/** Settings of the program. */
export type PullProgramSettings = {
  readonly chain: { readonly rpcUrl: string; readonly chainId: number; readonly directory: string; readonly pToken: string }
  readonly service: string
  readonly payer: string
  readonly folder: string
  readonly root: `0x${string}`
  readonly into: string
}

const { chain, service, payer, folder, root, into } = JSON.parse(process.argv[2] ?? '') as PullProgramSettings
const ledger = await openLedger(chain)
const id = serviceId(service)
const terms = await readFileTermsOf(ledger, id)
const buyer = await openByteBuyer({ ledger, service: id, terms, payer: address(payer), keys: readProxyKeys(folder), folder })
process.on('disconnect', () => process.exit(0))
const onNews = (news: unknown) => process.send?.(news)
try {
  const pulled = await pullWeights(
    { buyers: [buyer], wrong: new Set(), failures: new Map(), signal: new AbortController().signal, onNews },
    { root, folder: into },
  )
  process.send?.({ kind: 'done', pulled, figures: { owed: `${buyer.figures().owed}` } })
} catch (error) {
  process.send?.({ kind: 'ended', error: error instanceof Error ? error.message : String(error) })
}
buyer.close()
