import { listEpochSignatures } from '@infinitio/db'
import type { BoardWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const shownEpochs = 24
const mostSignatures = 1_600

/** The signatures under epochs of the last day. */
export async function listEpochBoard({ db, clock }: Services): Promise<BoardWire> {
  const from = BigInt(Math.floor(clock.read().now / 3_600) - shownEpochs)
  const rows = await listEpochSignatures(db, { from, limit: mostSignatures })
  return { items: rows.map(({ epoch, ...row }) => ({ epoch: Number(epoch), ...row })) }
}
