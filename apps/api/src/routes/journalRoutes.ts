import { listPublicJournalRows } from '@infinitio/db'
import { mostJournalRows } from '@infinitio/domain/wire'
import { journalEndpoints } from '@infinitio/endpoints'
import { listJournalBooks, signJournalHead } from '../actions/chain/journal.ts'
import { createStreamCounter } from '../events/createStreamCounter.ts'
import { journalStream } from '../journal/journalStream.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

const streams = createStreamCounter()
/** The largest possible row number of the journal. */
const lastNumber = 2n ** 63n - 1n

/** Endpoints for the public journal: /journal, /journal/head and /journal/books. */
export const journalRoutes = bindEndpoints(journalEndpoints, {
  async readJournal({ services, query, ip }) {
    const { streamsPerIp } = services.limits
    if (!streams.open(ip, streamsPerIp)) return { rejected: 'api.too_many_streams', detail: `${streamsPerIp} from one address` }
    const asked = BigInt(query.from ?? 1)
    return journalStream((page) => listPublicJournalRows(services.db, page), {
      from: asked > lastNumber ? lastNumber : asked,
      limit: query.limit ?? mostJournalRows,
      onClosed: () => streams.close(ip),
    })
  },
  getJournalHead: ({ services }) => signJournalHead(services, { signedAt: Math.floor(Date.now() / 1_000) }),
  getJournalBooks: ({ services }) => listJournalBooks(services),
})
