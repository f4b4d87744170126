import type { JournalBooksWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Hashes that the engine named of its book, each after a row: what a replay must come to there. */
export function getJournalBooks(transport: Transport): Promise<JournalBooksWire> {
  return transport.send<JournalBooksWire>({ method: 'GET', path: '/journal/books' })
}
