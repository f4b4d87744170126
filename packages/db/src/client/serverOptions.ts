/** Makes the server notice a client whose host went silent, and end its connection, in about 6 s: idle, or while an answer is on its way. */
const KEEP_ALIVE = '-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3'

/**
 * What a connection asks of the server about itself. With `silentAfterMs` the server also ends it when its client says nothing for so long, within a transaction (`of`:
 * 'transaction') or at any time ('session'), however well its host answers: a process that hangs does not speak, and its TCP connection stays up.
 */
export function serverOptions(silence: { silentAfterMs: number; of: 'session' | 'transaction' } | null): string {
  if (silence === null) return KEEP_ALIVE
  const { silentAfterMs, of } = silence
  const ends = of === 'session' ? 'idle_session_timeout' : 'idle_in_transaction_session_timeout'
  return `${KEEP_ALIVE} -c tcp_user_timeout=${silentAfterMs} -c ${ends}=${silentAfterMs}`
}

/**
 * For connections whose few statements find rows by keys, many times a second: plans are made once for any values and kept, by index alone. Left to itself the server plans
 * each statement anew, which cost as much as running it; and a plan that it keeps, made while a table was empty, reads all of the table later.
 */
export const keptPlans = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off'
