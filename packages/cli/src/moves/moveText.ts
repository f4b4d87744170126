import { type Client, isErrorCode, refusal } from '@infinitio/sdk'
import type { Say } from '../context/settings.ts'

/** A move as the API tells it. */
export type Move = NonNullable<Awaited<ReturnType<Client['getLeaseDisk']>>['move']>

/** What each state of a move is, in words. */
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

/** How a move stands, for a person. Throws its code when it has failed, after it said which lease works. */
export function moveText(move: Move, { leaseId, say }: { leaseId: string; say: Say }): string {
  const { state, toLeaseId, oldEnded, code, failedAt } = move
  switch (state) {
    case 'failed':
      say(`${worksText(move)}${emptyText(move)}`)
      throw refusal(code !== null && isErrorCode(code) ? code : 'api.internal', { detail: `at ${failedAt}` })
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

/** The new lease of a move that came to nothing. */
function emptyText({ toLeaseId, newOver }: Move): string {
  return newOver ? '' : ` Lease ${toLeaseId} is empty and billed: infinitio end ${toLeaseId}`
}

const doneWithinSeconds = 86_400

/** Waits until a move is over and says each step once. Throws `api.timed_out`. */
export async function followMove(client: Client, { leaseId, say }: { leaseId: string; say: Say }): Promise<Move> {
  let told = ''
  const tell = ({ state, percent }: Move) => {
    const text = `  ${stateTexts[state]}${percent === null ? '' : `: ${percent} %`}`
    if (text !== told) say(text)
    told = text
  }
  return client.waitForMove({ leaseId, timeoutSeconds: doneWithinSeconds, onReading: tell })
}
