import { refusal } from '@infinitio/sdk'
import { checkStoredProof } from '@infinitio/sdk/proofs'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio proofs recheck`. Without `slot`, the newest slot with opened rows. */
export type RecheckOptions = CommonOptions & { readonly slot?: string }

/**
 * Recomputes the opened rows of each GPU of a machine in a slot, and compares the commits with those that validators attested. Throws `proof.wrong` if a row is wrong,
 * `proof.opening_unknown` if no rows are stored, and the codes of the endpoints.
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
