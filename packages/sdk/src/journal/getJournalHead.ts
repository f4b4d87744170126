import type { JournalHeadWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The last row of the journal, signed. Keep heads: one that the journal does not have later proves a fork. */
export function getJournalHead(transport: Transport): Promise<JournalHeadWire> {
  return transport.send<JournalHeadWire>({ method: 'GET', path: '/journal/head' })
}
