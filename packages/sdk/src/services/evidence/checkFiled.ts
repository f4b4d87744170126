import { channelIdOf, type LedgerAsset } from '@infinitio/domain'
import { checkEvidence, type ClaimMeaning, type EvidenceReport, meaningOfClaim, provesAct, readEvidence } from '@infinitio/services'
import { readChainId } from '../../chain/readChainId.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import type { ServiceLedger } from '../openServiceLedger.ts'
import { curveSignatures } from '../paid/curveSignatures.ts'
import type { Filing } from './readFiling.ts'
import { readTermsByHash, termsHashOf } from './readTermsByHash.ts'

/**
 * The result of checking a file of a finding. `otherFile`: `infinitio finding evidence` did not write it, so a person must read it. `otherMarket`: it is about
 * another chain or ledger. `tooLong`: it has more vouchers and receipts than `mostPieces`. `checked`: `report` has the facts, `meaning` the meaning of the
 * accused claim (null for another act), `isOfChannel` says if file and finding are about one channel and serial, and `proves` if the file shows the accused
 * act.
 */
export type FiledEvidence =
  | { readonly kind: 'otherFile' | 'otherMarket' }
  | { readonly kind: 'tooLong'; readonly pieces: number }
  | {
      readonly kind: 'checked'
      readonly asset: LedgerAsset
      readonly report: EvidenceReport
      readonly meaning: ClaimMeaning | null
      readonly isOfChannel: boolean
      readonly proves: boolean
    }

/** `filing` is the accusation on the chain. The caller has checked that its evidence contains the hash of `text`. */
type Checking = {
  readonly text: string
  readonly filing: Filing
  readonly ledger: Pick<ServiceLedger, 'ledger'>
  /** The most vouchers and receipts that are checked. Each takes a few milliseconds. */
  readonly mostPieces: number
}

/**
 * Checks a file of a finding against the chain. Believes only terms that the service published on the ledger, and pieces with a valid signature. Throws
 * `chain.rpc_silent`.
 */
export async function checkFiled(access: ExitAccess, { text, filing, ledger: { ledger }, mostPieces }: Checking): Promise<FiledEvidence> {
  const read = readEvidence(text)
  if (read === null) return { kind: 'otherFile' }
  if (read.pieces.length > mostPieces) return { kind: 'tooLong', pieces: read.pieces.length }
  if (read.ledger !== ledger || read.chainId !== (await readChainId(access))) return { kind: 'otherMarket' }
  const hashes = new Set(read.terms.map(termsHashOf))
  const published = await readTermsByHash(access, { ledger, service: read.channel.service, hashes })
  const report = checkEvidence({ ...read, terms: [...published.values()] }, curveSignatures.recover)
  const isOfChannel = channelIdOf(filing.facts) === report.channel && filing.serial === read.serial
  return {
    ...{ kind: 'checked', asset: read.channel.asset, report, isOfChannel, proves: isOfChannel && provesAct(report, filing) },
    meaning: filing.act === 'claimAboveReceipt' ? meaningOfClaim(report, filing.number) : null,
  }
}
