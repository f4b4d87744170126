import { readPublicJournalHead } from '@infinitio/db'
import { type JournalHeadWire, journalHeadText } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const emptyJournal = { seq: 0n, hash: '0'.repeat(64), generation: 0 }

/** The last row of the journal, signed by the receipt key: two heads that no journal can both have prove a fork. */
export async function signJournalHead({ db, receiptSigner }: Services, { signedAt }: { signedAt: number }): Promise<JournalHeadWire> {
  const { seq, hash, generation } = (await readPublicJournalHead(db)) ?? emptyJournal
  const facts = { seq: seq.toString(), hash, generation, signedAt }
  return { ...facts, signer: receiptSigner.address, signature: receiptSigner.sign(journalHeadText(facts)) }
}
