/** Makes the server detect a client whose host does not answer, and end its connection after about 6 s, also during an answer. */
const KEEP_ALIVE = '-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3'

/**
 * Returns the server options of a connection. With `silentAfterMs`, the server also ends the connection if its client sends nothing for this long,
 * within a transaction (`of`: 'transaction') or at any time ('session'). This detects a process that hangs although its host still answers and its
 * TCP connection is open.
 */
export function serverOptions(silence: { silentAfterMs: number; of: 'session' | 'transaction' } | null): string {
  if (silence === null) return KEEP_ALIVE
  const { silentAfterMs, of } = silence
  const ends = of === 'session' ? 'idle_session_timeout' : 'idle_in_transaction_session_timeout'
  return `${KEEP_ALIVE} -c tcp_user_timeout=${silentAfterMs} -c ${ends}=${silentAfterMs}`
}

/**
 * Server options for connections that run a few statements many times a second, each of which finds rows by keys. Each query plan is made only once, for any
 * values, and prefers indexes to scans of whole tables.
 */
export const keptPlans = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off'
