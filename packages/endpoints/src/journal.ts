import { journalBooksWire, journalHeadWire, journalQueryWire, journalRowWire } from '@infinitio/domain/wire'
import { endpoint } from './endpoint.ts'

/** Endpoints for the public journal, which lists every command and event of the market: /journal, /journal/head and /journal/books. */
export const journalEndpoints = {
  readJournal: endpoint({
    method: 'get',
    path: '/journal',
    summary:
      'Read the public journal: each command with the events that followed from it, one JSON row per line. An answer ends after 32 MiB; then continue from the last number + 1',
    access: 'public',
    cost: 20,
    query: journalQueryWire,
    answer: journalRowWire,
    answerType: 'application/x-ndjson',
    codes: ['api.too_many_streams'],
    takes: null,
  }),
  getJournalHead: endpoint({
    method: 'get',
    path: '/journal/head',
    summary: 'Get the last row of the journal, signed. Save it: if a later journal does not contain this row, the signature proves a fork',
    access: 'public',
    cost: 2,
    answer: journalHeadWire,
    takes: [],
  }),
  getJournalBooks: endpoint({
    method: 'get',
    path: '/journal/books',
    summary:
      'List hashes of the order book, newest first, each with the journal row after which it applies. A replay of the journal must give the same hashes',
    access: 'public',
    cost: 2,
    answer: journalBooksWire,
    takes: [],
  }),
}
