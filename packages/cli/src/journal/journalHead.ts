import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** Prints the signed head of the journal. Kept, it shows later whether the journal is still the one that was signed. */
export async function journalHead(options: Pick<CommonOptions, 'url' | 'json'>): Promise<void> {
  const head = await openClient(options).getJournalHead()
  const text = `row ${head.seq}, generation ${head.generation}\n  hash       ${head.hash}\n  signed by  ${head.signer}\n  signature  ${head.signature}`
  printResult({ json: options.json, value: head, text })
}
