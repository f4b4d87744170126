import { setTimeout as pause } from 'node:timers/promises'
import { refusal } from '@infinitio/sdk'
import { getSlotStatements } from '@infinitio/sdk/emission'
import { getProofSlot, mineSlot, OtherChainError } from '@infinitio/sdk/proofs'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

/**
 * Options of `infinitio dev slot`, which makes a slot (a block at which machines prove their GPUs). Without `wait`, the command ends as soon as that block
 * exists.
 */
export type DevSlotOptions = CommonOptions & { readonly rpc: string; readonly wait: boolean }

const lookEveryMs = 1_000
/** Time limit in milliseconds for a whole slot, from its proofs to the signatures of the validators. */
const mostMs = 600_000
/**
 * The lists of messages that the command requests from the API's board (its record of the messages of a proof slot). It leaves out the rows of roots, because
 * they are long.
 */
const shortParts = 'calls,receipts,openings'

type Board = Awaited<ReturnType<typeof getProofSlot>>

/**
 * Makes a slot of GPU proofs on the development chain. With `wait`, it prints each step until a quorum of validators has attested the slot. Throws
 * `proof.other_chain` on another chain, `chain.rpc_unavailable`, and `proof.not_attested` if no quorum attested it within ten minutes.
 */
export async function devSlot({ rpc, wait, url, json }: DevSlotOptions): Promise<void> {
  const slot = await made(rpc)
  const say = (text: string) => void (json || process.stderr.write(`${text}\n`))
  if (!wait) return printResult({ json, value: { slot }, text: `Block ${slot} is a slot.` })
  say(`Block ${slot} is a slot. Machines without a lease make their proofs now.`)
  const { transport } = openClient({ url })
  const startedAt = performance.now()
  const seconds = () => Math.round((performance.now() - startedAt) / 1_000)
  let said = ''
  while (performance.now() - startedAt < mostMs) {
    await pause(lookEveryMs)
    // If the market has not read the block yet, the request fails, so ignore the error.
    const board = await getProofSlot(transport, slot, { parts: shortParts }).catch(() => null)
    if (board === null) continue
    const step = stepOf(board)
    if (step !== said) say(`${String(seconds()).padStart(4)} s  ${step}`)
    said = step
    if (board.root !== null) {
      const { gpus } = await getSlotStatements(transport, board.root)
      const passed = gpus.filter((it) => it.passed).length
      const value = { slot, root: board.root, passed, failed: gpus.length - passed, seconds: seconds() }
      return printResult({
        json,
        value,
        text: `${passed} of ${gpus.length} proofs passed. A quorum attested this ${value.seconds} s after the slot.`,
      })
    }
  }
  throw refusal('proof.not_attested', { detail: `slot ${slot}` })
}

async function made(rpcUrl: string): Promise<number> {
  try {
    return await mineSlot({ rpcUrl })
  } catch (cause) {
    if (cause instanceof OtherChainError) throw refusal('proof.other_chain', { detail: `chain ${cause.chainId}` })
    throw refusal('chain.rpc_unavailable', { detail: `${rpcUrl}: ${cause instanceof Error ? cause.message : String(cause)}` })
  }
}

/** Describes the progress of a proof slot (a block at which machines prove their GPUs). */
function stepOf({ root, z, timers, calls, receipts, openings }: Board): string {
  if (root !== null) return 'A quorum of validators attested the result.'
  if (z === null && receipts.length === 0) return `${calls.length} of ${timers.length} validators take commits.`
  if (z === null) return `The time for commits is over. ${receipts.length} of ${timers.length} validators showed their nonce.`
  return `Block ${z.number} decides which rows machines open. ${openings.length} GPUs opened their rows. Validators check them.`
}
