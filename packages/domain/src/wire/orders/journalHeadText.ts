import type { JournalHeadWire } from './journal.ts'

/** The text the receipt key signs of the journal's last row (EIP-191). The same words are built by whoever verifies it. */
export function journalHeadText({ seq, hash, generation, signedAt }: Omit<JournalHeadWire, 'signer' | 'signature'>): string {
  return `Infinitio journal head\nJournal: ${seq} ${hash}\nGeneration: ${generation}\nSigned: ${signedAt}`
}
