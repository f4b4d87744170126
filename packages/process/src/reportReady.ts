/** A process's IPC message to its supervisor: it can do its job. */
export type ReadyMessage = { type: 'ready'; detail: Record<string, string | number> }

/**
 * Reports to the supervisor that this process is ready, with useful facts (ports, counts). Does nothing without a supervisor. Never throws if the
 * supervisor is gone.
 */
export function reportReady(detail: Record<string, string | number> = {}): void {
  const message: ReadyMessage = { type: 'ready', detail }
  if (process.send === undefined || !process.connected) return
  process.send(message, undefined, undefined, () => {})
}
