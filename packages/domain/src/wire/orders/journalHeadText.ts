import type { JournalHeadWire } from './journal.ts'

/** Returns the text of the journal's last row that the receipt key signs (EIP-191). Verifiers build the same text. */
export function journalHeadText({ seq, hash, generation, signedAt }: Omit<JournalHeadWire, 'signer' | 'signature'>): string {
  return `Infinitio journal head\nJournal: ${seq} ${hash}\nGeneration: ${generation}\nSigned: ${signedAt}`
}
