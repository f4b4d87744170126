import { type Client, isMoveOver, refusal } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { CommonOptions, Say } from '../context/settings.ts'
import { endedText, endLease } from '../leases/endLease.ts'
import { confirm } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { followMove, type Move, moveText } from './moveText.ts'

type Who = { readonly client: Client; readonly wallet: PrivateKeyAccount; readonly say: Say }

/**
 * Cancels the move of a lease and ends the new lease, which has none of its data. Prints the effects first. Throws
 * `move.over`, `move.too_late`, and the code if ending the new lease fails; the move is cancelled even then.
 */
export async function cancelMove(leaseId: string, { client, wallet, say }: Who, options: CommonOptions & { readonly yes: boolean }): Promise<void> {
  const { move: before } = await client.getLeaseDisk(leaseId)
  if (before === null) throw refusal('move.over', { detail: `lease ${leaseId}` })
  // Do not ask for a finished move: the API rejects it, or it is already cancelled.
  if (!isMoveOver(before.state)) {
    for (const line of effectLines(before)) say(line)
    await confirm(options, 'Cancel the move?')
  }
  await client.cancelMove({ leaseId })
  const move = await followMove(client, { leaseId, say })
  if (move.toLeaseId === null || move.newOver) return printResult({ json: options.json, value: move, text: moveText(move, { leaseId, say }) })
  say(moveText(move, { leaseId, say }))
  const { lease } = await endLease({ client, wallet }, { leaseId: move.toLeaseId, accept: true })
  printResult({ json: options.json, value: { ...move, newOver: true }, text: endedText(lease) })
}

function effectLines({ fromLeaseId, toLeaseId, oldLost }: Move): string[] {
  return [
    oldLost
      ? `Lease ${fromLeaseId} was lost with its machine. Its last snapshot is stored, and you can move it again.`
      : `Lease ${fromLeaseId} continues now with its data, its names and its ports. The copy for the move is deleted.`,
    toLeaseId === null
      ? 'If the order still gets a new lease, that lease is ended. You pay nothing if it was never ready.'
      : `Lease ${toLeaseId} is ended. You pay its cost until now and get the rest back, or everything if it was not ready.`,
  ]
}
