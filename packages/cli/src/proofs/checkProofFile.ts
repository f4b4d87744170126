import { readFileSync, statSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { checkProof, mostProofFileBytes, readProofFile } from '@infinitio/sdk/proofs'
import { printResult } from '../terminal/print.ts'

/** Checks a proof file and prints the result. Throws `proof.wrong` if an opened row is wrong. */
export function checkProofFile(path: string, { json }: { json: boolean }): void {
  const file = readProofFile(textOf(path))
  const { fault, filledMib, openings } = checkProof(file)
  const { work, subject } = file.commit
  const value = {
    right: fault === null,
    fault: fault?.fault ?? null,
    opening: fault?.opening ?? null,
    filledMib,
    openings,
    ...work,
    seconds: file.seconds,
  }
  const lines = [
    fault === null
      ? `All ${openings} opened rows are right.`
      : `Wrong (${fault.fault})${fault.opening === null ? '.' : `: opening ${fault.opening}.`}`,
    `  machine   ${subject.node}, GPU ${subject.gpu}`,
    `  memory    ${work.rows} rows, ${filledMib} MiB`,
    `  work      ${work.passes} passes, ${work.hashes} hashes a block`,
    `  time      ${file.seconds.toFixed(1)} s by the prover's own clock. A file shows no time: only timers that wait for a commit can measure it.`,
  ]
  printResult({ json, value, text: lines.join('\n') })
  if (fault !== null) throw refusal('proof.wrong', { detail: fault.fault })
}

function textOf(path: string): string {
  try {
    if (statSync(path).size > mostProofFileBytes) throw new Error(`more than ${mostProofFileBytes} bytes`)
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw refusal('proof.file_unusable', { detail: `${path}: ${cause instanceof Error ? cause.message : String(cause)}` })
  }
}
