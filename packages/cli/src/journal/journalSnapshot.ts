import { writeFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { type CheckOptions, checkJournal } from './checkJournal.ts'
import { counted } from './counted.ts'
import { reportLines, reportValue } from './reportLines.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio journal snapshot` takes. */
export type JournalSnapshotOptions = CheckOptions & { readonly out: string }

/** Checks the journal and writes the book at its end to a new file, from which the next check may begin. Writes nothing when something does not agree. */
export async function journalSnapshot(options: JournalSnapshotOptions): Promise<void> {
  const report = await checkJournal(options)
  const { snapshot } = report
  if (snapshot !== null) writeNew(options.out, `${JSON.stringify(snapshot)}\n`)
  const lines = [...reportLines(report), ...(snapshot === null ? [] : [`Written to ${options.out}: the book after row ${snapshot.seq}.`])]
  printResult({ json: options.json, value: { ...reportValue(report), file: snapshot === null ? null : options.out }, text: lines.join('\n') })
  if (snapshot === null) throw refusal('journal.disagrees', { detail: counted(report.findingCount, 'thing') })
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' })
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `--out ${file}: ${String(cause)}` })
  }
}
