import { InfinitioError } from '@infinitio/sdk'

/** What says that another machine may still do: this one is gone, or cannot hold what is to run. */
const goOnCodes = new Set([
  ...['order.node_taken', 'order.ask_gone', 'order.ask_unknown', 'order.price_moved', 'order.nothing_fits', 'order.outside_availability'],
  ...[
    'order.ask_signature_refused',
    'order.settle_failed',
    'order.start_window_missed',
    'order.too_few_gpus',
    'node.silent',
    'node.images_unsupported',
    'node.delisted',
  ],
])

/**
 * Books one candidate after the other until one takes it, and tells each refusal that leads to the next. Throws any other error at once, and the last refusal
 * when none took it. There is at least one candidate.
 */
export async function firstThatTakes<Candidate, Booked>(
  candidates: readonly Candidate[],
  { book, onNext }: { book: (candidate: Candidate) => Promise<Booked>; onNext: (refusal: InfinitioError) => void },
): Promise<Booked> {
  for (const [at, candidate] of candidates.entries()) {
    try {
      return await book(candidate)
    } catch (error) {
      if (!(error instanceof InfinitioError) || !goOnCodes.has(error.code) || at === candidates.length - 1) throw error
      onNext(error)
    }
  }
  throw new Error('no candidate to book')
}
