import { listPublicJournalRows } from '@infinitio/db'
import { journalBooksWire, journalHeadWire, journalQueryWire, journalRowWire, mostJournalRows } from '@infinitio/domain/wire'
import { listJournalBooks } from '../actions/listJournalBooks.ts'
import { signJournalHead } from '../actions/signJournalHead.ts'
import { createStreamCounter } from '../events/createStreamCounter.ts'
import { endpoint } from '../http/endpoint.ts'
import { journalStream } from '../journal/journalStream.ts'

const nothing = { params: null, query: null, body: null } as const
const streams = createStreamCounter()
/** The last number that fits the journal; beyond it there is no row. */
const lastNumber = 2n ** 63n - 1n

/** The public journal: /journal, /journal/head and /journal/books. */
export const journalRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/journal',
    summary: 'Every command the book took and what it made of it, one JSON row a line; ends early after 32 MiB, so ask on from the last number + 1',
    access: 'public',
    cost: 20,
    query: journalQueryWire,
    answer: journalRowWire,
    answerType: 'application/x-ndjson',
    status: 200,
    codes: ['api.too_many_streams'],
    async handle({ services, query, ip }) {
      const { streamsPerIp } = services.limits
      if (!streams.open(ip, streamsPerIp)) return { rejected: 'api.too_many_streams', detail: `${streamsPerIp} from one address` }
      const asked = BigInt(query.from ?? 1)
      return journalStream((page) => listPublicJournalRows(services.db, page), {
        from: asked > lastNumber ? lastNumber : asked,
        limit: query.limit ?? mostJournalRows,
        onClosed: () => streams.close(ip),
      })
    },
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/journal/head',
    summary: 'The last row of the journal, signed by the receipt key of the Directory',
    access: 'public',
    cost: 2,
    answer: journalHeadWire,
    status: 200,
    codes: [],
    handle: ({ services }) => signJournalHead(services, { signedAt: Math.floor(Date.now() / 1_000) }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/journal/books',
    summary: 'Hashes that the engine named of its book, each after a row',
    access: 'public',
    cost: 2,
    answer: journalBooksWire,
    status: 200,
    codes: [],
    handle: ({ services }) => listJournalBooks(services),
  }),
]
