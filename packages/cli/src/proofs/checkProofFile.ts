import { existsSync, readFileSync, statSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { checkProof, mostProofFileBytes, readProofFile } from '@infinitio/sdk/proofs'
import { hashIn } from '../artefacts/artefactBytes.ts'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

/**
 * Checks a proof and prints the result. `source` is a file, or the SHA-256 of a public artefact, whose bytes the client checks. Throws `proof.wrong` if an opened
 * row is wrong, `proof.file_unusable`, and the codes of `GET /artefacts/{sha256}`.
 */
export async function checkProofFile(source: string, { json, url }: Pick<CommonOptions, 'json' | 'url'>): Promise<void> {
  const sha256 = existsSync(source) ? null : hashIn(source)
  const text = sha256 === null ? textOf(source) : new TextDecoder().decode(await openClient({ url }).openArtefact(sha256))
  const file = readProofFile(text)
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
