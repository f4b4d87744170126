import { address } from '@infinitio/domain'
import { getChain, InfinitioError, openArtefact } from '@infinitio/sdk'
import { checkFiled, type Filing, type FiledEvidence, openExitAccess, openServiceLedger, readFiling } from '@infinitio/sdk/services'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** The most vouchers and receipts of a file that a page checks, since a browser needs a few milliseconds for each. */
const mostPieces = 1_000
const mostBytes = 4 * 1_048_576

/**
 * What a page found out about one file of a finding. `missing`: this market does not store it, or not for everybody. `altered`: its bytes have another hash.
 */
export type FiledFile = { readonly sha256: string } & (FiledEvidence | { readonly kind: 'missing' | 'altered' | 'tooLarge' })

/** The accusation on the chain, and its files in the sequence of the accusation. */
export type CheckedFinding = { readonly filing: Filing; readonly files: readonly FiledFile[] }

/**
 * Reads the accusation of a finding from the chain, then each of its files from the store of this market by its hash, and checks it. Throws the errors of the
 * market and of the chain.
 */
export async function readFiled(id: number): Promise<CheckedFinding> {
  const { addresses } = await getChain(browserApi)
  const directory = address(addresses.directory)
  const access = openExitAccess({ rpcUrl: new URL('/api/v1/rpc', window.location.origin).href })
  const [filing, ledger] = await Promise.all([readFiling(access, { directory, id: BigInt(id) }), openServiceLedger(access, directory)])
  const files: FiledFile[] = []
  for (const sha256 of filing.evidence) {
    const bytes = (await isTooLarge(sha256)) ? 'tooLarge' : await openArtefact(browserApi, sha256).catch(problemOfFile)
    if (typeof bytes === 'string') files.push({ sha256, kind: bytes })
    else files.push({ sha256, ...(await checkFiled(access, { text: new TextDecoder().decode(bytes), filing, ledger, mostPieces })) })
  }
  return { filing, files }
}

/** Asks for the size of a file before it is loaded, because anybody can file a finding with the hash of a huge file. */
async function isTooLarge(sha256: string): Promise<boolean> {
  const { ok, headers } = await fetch(`/api/v1/artefacts/${sha256}`, { method: 'HEAD' })
  return ok && Number(headers.get('content-length') ?? 0) > mostBytes
}

function problemOfFile(error: unknown): 'missing' | 'altered' {
  const code = error instanceof InfinitioError ? error.code : null
  if (code === 'artefact.wrong_hash') return 'altered'
  if (code === 'artefact.unknown' || code === 'artefact.no_store') return 'missing'
  throw error
}
