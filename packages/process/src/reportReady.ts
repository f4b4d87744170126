/** What a process tells its supervisor over IPC when it can do its job. */
export type ReadyMessage = { type: 'ready'; detail: Record<string, string | number> }

/**
 * Tells the supervisor that started this process that it is ready, with facts worth knowing (ports, counts).
 * Does nothing when nobody supervises this process. Never throws for a supervisor that is gone.
 */
export function reportReady(detail: Record<string, string | number> = {}): void {
  const message: ReadyMessage = { type: 'ready', detail }
  if (process.send === undefined || !process.connected) return
  process.send(message, undefined, undefined, () => {})
}
