import { refusal } from '@infinitio/sdk'
import { type CheckOptions, checkJournal } from './checkJournal.ts'
import { counted } from './counted.ts'
import { reportLines, reportValue } from './reportLines.ts'
import { printResult } from '../terminal/printResult.ts'

/** Prints what a check of the journal found. Throws `journal.disagrees` when something does not agree. */
export async function journalVerify(options: CheckOptions): Promise<void> {
  const report = await checkJournal(options)
  printResult({ json: options.json, value: reportValue(report), text: reportLines(report).join('\n') })
  if (report.findingCount > 0) throw refusal('journal.disagrees', { detail: counted(report.findingCount, 'thing') })
}
