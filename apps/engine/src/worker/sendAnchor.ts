import { anchorCall } from '@infinitio/chain'
import { readLastAnchor } from '@infinitio/chain/node'
import { readAnchorRoot } from '@infinitio/db'
import { hex32 } from '@infinitio/domain'
import type { Sender } from './sender.ts'
import { sendCall } from './sendCall.ts'
import { simulate } from './simulate.ts'
import { takeMarketWork } from './takeMarketWork.ts'

const NAME = 'anchor'
const EPOCH_SECONDS = 3_600n
/** How often the worker checks whether a new hour has begun, in milliseconds. */
const LOOK_EVERY_MS = 60_000
/** Pause after the chain refused an anchor, in ms. */
const RETRY_MS = 300_000

/**
 * Anchors the journal on the chain (stores the hash of its last row there) once an hour of the block clock, if the journal has grown since the last anchor.
 * Then anyone who has the journal can check that no row was changed. Sends nothing if there are no new rows, so that an idle chain stays idle.
 */
export async function sendAnchor(sender: Sender): Promise<void> {
  await takeMarketWork(sender, { name: NAME, everyMs: LOOK_EVERY_MS, isFromDatabase: false, run: () => anchorOnce(sender) })
}

async function anchorOnce(sender: Sender): Promise<number | null> {
  const { db, client, addresses, logger } = sender
  const head = await readAnchorRoot(db)
  if (head === null) return null
  const { timestamp } = await client.getBlock({ blockTag: 'pending' })
  const epoch = timestamp / EPOCH_SECONDS
  const last = await readLastAnchor(client, addresses)
  if (last === 'unreadable' || (last !== null && (epoch <= last.epoch || head.hash === last.hash))) return null
  const root = hex32(`0x${head.hash}`)
  const call = anchorCall({ attestations: addresses.attestations, epoch, root })
  const trial = await simulate(sender, call)
  if (!trial.ok) {
    logger.warn({ epoch, seq: head.seq, code: trial.code }, 'the chain refuses an anchor of the journal; later')
    return RETRY_MS
  }
  const isSent = await sendCall(sender, { call, gas: trial.gas, purpose: 'sweep', action: NAME, matchId: null, relayId: null, leaseId: null })
  if (isSent) logger.info({ epoch, seq: head.seq, root }, 'the journal is anchored')
  return null
}
