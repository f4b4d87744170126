import { journalBooksWire, journalHeadWire, journalQueryWire, journalRowWire } from '@infinitio/domain/wire'
import { endpoint } from './endpoint.ts'

/** Endpoints for the public journal, which lists every command and event of the market: /journal, /journal/head and /journal/books. */
export const journalEndpoints = {
  readJournal: endpoint({
    method: 'get',
    path: '/journal',
    summary: 'Every command the book took and what it made of it, one JSON row a line; ends early after 32 MiB, so ask on from the last number + 1',
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
    summary: 'The last row of the journal, signed. Keep heads: one that the journal does not have later proves a fork',
    access: 'public',
    cost: 2,
    answer: journalHeadWire,
    takes: [],
  }),
  getJournalBooks: endpoint({
    method: 'get',
    path: '/journal/books',
    summary: 'Hashes that the engine named of its book, each after a row: what a replay must come to there',
    access: 'public',
    cost: 2,
    answer: journalBooksWire,
    takes: [],
  }),
}
