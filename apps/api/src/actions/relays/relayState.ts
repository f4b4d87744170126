/** How far a relay's transaction is, in the words of the API. */
export function relayState(state: string | null): 'queued' | 'sent' | 'mined' | 'failed' {
  if (state === null || state === 'stored') return 'queued'
  if (state === 'broadcast') return 'sent'
  return state === 'mined' ? 'mined' : 'failed'
}
