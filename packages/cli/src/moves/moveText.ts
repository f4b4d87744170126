import { type Client, isErrorCode, refusal } from '@infinitio/sdk'
import type { Say } from '../context/settings.ts'

/** A move of a lease to another machine, as the API returns it. */
export type Move = NonNullable<Awaited<ReturnType<Client['getLeaseDisk']>>['move']>

/** Describes each state of a move of a lease to another machine. */
const stateTexts: Readonly<Record<Move['state'], string>> = {
  ordering: 'ordering the new lease',
  starting: 'preparing the new machine',
  copying: 'copying the disk; the old lease is paused',
  restoring: 'restoring the disk on the new machine',
  switching: 'moving names and ports',
  ending: 'ending the old lease',
  done: 'done',
  failed: 'failed',
  cancelling: 'being cancelled',
  cancelled: 'cancelled',
}

/** Describes a move's progress for a person. For a failed move, prints which lease works, then throws the move's code. */
export function moveText(move: Move, { leaseId, say }: { leaseId: string; say: Say }): string {
  const { state, toLeaseId, oldEnded, code, failedState } = move
  switch (state) {
    case 'failed':
      say(`${worksText(move)}${emptyText(move)}`)
      throw refusal(code !== null && isErrorCode(code) ? code : 'api.internal', { detail: `at ${failedState}` })
    case 'done': {
      const left = oldEnded ? '' : `\nLease ${leaseId} could not be ended (${code}): infinitio end ${leaseId}`
      return `Lease ${leaseId} continues as lease ${toLeaseId}, under its names.${left}\ninfinitio ssh ${leaseId}`
    }
    case 'cancelled':
      return `The move was cancelled. ${worksText(move)}${emptyText(move)}`
    default:
      return stateTexts[state]
  }
}

function worksText({ oldLost, workingLeaseId, fromLeaseId }: Move): string {
  return oldLost && workingLeaseId === fromLeaseId
    ? `Lease ${workingLeaseId} was lost with its machine. Its last snapshot is stored.`
    : `Lease ${workingLeaseId} has your data and continues.`
}

/** Describes the lease on the new machine after a move failed or was cancelled: it has no data but is billed. Returns an empty text if that lease is over. */
function emptyText({ toLeaseId, newOver }: Move): string {
  return newOver ? '' : ` Lease ${toLeaseId} is empty and billed: infinitio end ${toLeaseId}`
}

const doneWithinSeconds = 86_400

/** Waits until a move of a lease to another machine is over, and prints each step once. Throws `api.timed_out`. */
export async function followMove(client: Client, { leaseId, say }: { leaseId: string; say: Say }): Promise<Move> {
  let told = ''
  const tell = ({ state, percent }: Move) => {
    const text = `  ${stateTexts[state]}${percent === null ? '' : `: ${percent} %`}`
    if (text !== told) say(text)
    told = text
  }
  return client.waitForMove({ leaseId, timeoutSeconds: doneWithinSeconds, onReading: tell })
}
