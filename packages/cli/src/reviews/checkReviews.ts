import { readFileSync } from 'node:fs'
import { type Client, judgeContractSignature, type ReviewReport, refusal, signingDomainOf, verifyReviews } from '@infinitio/sdk'
import { openExitAccess, parseAddress } from '@infinitio/sdk/exit'
import { readReceiptKey } from '@infinitio/sdk/journal'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { counted } from '../journal/checkJournal.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio review check`. Without `rpc`, the check trusts the receipt key that the API returns. */
export type CheckReviewsOptions = CommonOptions & { readonly head?: string; readonly rpc?: string; readonly directory?: string }

type Head = Awaited<ReturnType<Client['getReviewHead']>>

/** Reads the whole list of reviews and checks its hashes, its signatures and its signed heads. Throws `lease.reviews_disagree` if something is wrong. */
export async function checkReviews(options: CheckReviewsOptions): Promise<void> {
  const client = openClient(options)
  const saved = options.head === undefined ? [] : [headOf(options.head)]
  const chain = await client.getChain()
  const { rpc } = options
  const receiptKey = rpc === undefined ? chain.receiptKey : await receiptKeyOf(rpc, options.directory ?? chain.addresses.directory)
  const heads = [...saved, ...(await client.readReviewHeads()), await client.getReviewHead()]
  const report = await verifyReviews({
    ...{ entries: client.readReviewList(), heads, receiptKey, domain: signingDomainOf(chain) },
    ...(rpc === undefined ? {} : { judgeContract: (signed) => judgeContractSignature(signed, { rpcUrl: rpc }) }),
  })
  printResult({ json: options.json, value: { agrees: report.findings.length === 0, ...report }, text: linesOf(report, { rpc }).join('\n') })
  if (report.findings.length > 0) throw refusal('lease.reviews_disagree', { detail: counted(report.findings.length, 'difference') })
}

async function receiptKeyOf(rpcUrl: string, directory: string): Promise<string> {
  const at = parseAddress(directory)
  if (at === null) throw refusal('api.bad_address', { detail: `--directory ${directory}` })
  return readReceiptKey(openExitAccess({ rpcUrl }), { directory: at })
}

function linesOf(
  { entries, hash, heads, earlierKeys, hidden, deletedTexts, unchecked, refusedNow, findings }: ReviewReport,
  { rpc }: { rpc: string | undefined },
): string[] {
  return [
    `Checked ${entries === 1 ? '1 entry' : `${entries} entries`} and ${counted(heads, 'signed head')}.`,
    `  hash of the last entry  ${hash}`,
    `  texts without content   ${hidden} hidden by the operator, ${deletedTexts} deleted with their accounts`,
    ...(earlierKeys === 0 ? [] : [`  heads that another key than the receipt key signed: ${earlierKeys}. It may be an earlier receipt key.`]),
    ...(unchecked === 0 ? [] : [`  signatures of contract accounts that were not checked: ${unchecked}. To check them, give --rpc.`]),
    ...(refusedNow === 0 ? [] : [`  signatures that the code of their account does not accept now: ${refusedNow}. Its owners may have changed.`]),
    ...(rpc === undefined ? ['The receipt key is from the API. To read it from the chain, give --rpc.'] : []),
    'Leases and fees were not compared with the chain.',
    ...(findings.length === 0
      ? ['Everything agrees.']
      : [`${counted(findings.length, 'difference')}:`, ...findings.map((finding) => `  ${finding}`)]),
  ]
}

/** Reads a signed head (last entry) of the list of reviews from a file: the output of `review head`, `review make` or `review answer`. */
function headOf(file: string): Head {
  try {
    const saved = JSON.parse(readFileSync(file, 'utf8')) as Head | { head: Head }
    const { number, hash, signedAt, signer, signature } = 'head' in saved ? saved.head : saved
    if (!/^\d{1,19}$/.test(number) || [hash, signer, signature].some((text) => typeof text !== 'string')) throw new Error('no head')
    return { number, hash, signedAt, signer, signature }
  } catch {
    throw refusal('api.invalid_field', { detail: `--head ${file}: no signed head as infinitio review head --json prints it` })
  }
}
