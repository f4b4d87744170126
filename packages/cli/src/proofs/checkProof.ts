import { existsSync, readFileSync, statSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { checkProof, mostProofFileBytes, readProofFile, checkStoredProof } from '@infinitio/sdk/proofs'
import { hashIn } from '../artefacts/artefactBytes.ts'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

/**
 * Checks a proof and prints the result. `source` is a file, or the SHA-256 of a public artefact, whose bytes the client checks. Throws `proof.wrong` if a
 * revealed row is wrong, `proof.file_unusable`, and the codes of `GET /artefacts/{sha256}`.
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

/** Options of `infinitio proofs recheck`. `slot` is the number of a block with GPU proofs. Without it, the newest slot with revealed rows is checked. */
export type RecheckOptions = CommonOptions & { readonly slot?: string }

/**
 * Recomputes the rows that each GPU of a machine revealed in a proof slot, and compares the machine's commitments with those that validators attested. Throws
 * `proof.wrong` if a row is wrong, `proof.opening_unknown` if no rows are stored, and the codes of the endpoints.
 */
export async function recheckProof(node: string, options: RecheckOptions): Promise<void> {
  const client = openClient(options)
  const { slots } = await client.getNodeProofs(node)
  const slot = slots.find((it) => (options.slot === undefined ? it.gpus.some(({ isOpened }) => isOpened) : String(it.slot) === options.slot))
  const opened = slot?.gpus.filter(({ isOpened }) => isOpened) ?? []
  if (slot === undefined || opened.length === 0) throw refusal('proof.opening_unknown', { detail: `slot ${options.slot ?? '-'}` })
  const gpus = []
  for (const { gpu, attested } of opened) {
    const { fault, openings, commit } = await checkStoredProof(client.transport, { slot: slot.slot, node, gpu })
    gpus.push({ gpu, right: fault === null, openings, fault: fault?.fault ?? null, attested: attested === null ? null : attested.commit === commit })
  }
  const lines = gpus.map(({ gpu, right, openings, fault, attested }) => {
    const judged = attested === null ? 'no attested statement' : attested ? 'validators attested this commit' : 'validators attested another commit'
    return `  GPU ${gpu}: ${right ? `all ${openings} opened rows are right` : `wrong (${fault})`}; ${judged}`
  })
  printResult({
    json: options.json,
    value: { slot: slot.slot, verdict: slot.verdict, gpus },
    text: [`Slot ${slot.slot}, ${slot.verdict}:`, ...lines].join('\n'),
  })
  const wrong = gpus.find(({ right }) => !right)
  if (wrong !== undefined) throw refusal('proof.wrong', { detail: `GPU ${wrong.gpu}: ${wrong.fault}` })
}
