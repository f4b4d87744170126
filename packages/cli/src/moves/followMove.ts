import type { Client } from '@infinitio/sdk'
import type { Say } from '../context/settings.ts'
import { type Move, moveWords } from './moveText.ts'

const doneWithinSeconds = 86_400

/** Waits until a move is over and says each step once. Throws `api.timed_out`. */
export async function followMove(client: Client, { leaseId, say }: { leaseId: string; say: Say }): Promise<Move> {
  let told = ''
  const tell = ({ state, percent }: Move) => {
    const text = `  ${moveWords[state]}${percent === null ? '' : `: ${percent} %`}`
    if (text !== told) say(text)
    told = text
  }
  return client.waitForMove({ leaseId, timeoutSeconds: doneWithinSeconds, onReading: tell })
}
