import type { StreamPosition } from '#web/features/terminal/outputPosition.ts'

/** A message that the gateway sends in a text frame. The bytes of the shell come in binary frames. */
export type GatewayMessage =
  | { readonly type: 'opened'; readonly place: StreamPosition | null; readonly shells?: readonly number[] }
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'exit'; readonly code: number | null; readonly signal: string | null }
  | { readonly type: 'error'; readonly code: string; readonly sentence: string }
  | { readonly type: 'pong' }

/** Parses a text frame. Returns null for an unknown message, because newer gateways may send more kinds. */
export function readGatewayMessage(text: string): GatewayMessage | null {
  const value = JSON.parse(text) as { readonly type?: unknown }
  switch (value.type) {
    case 'opened':
    case 'notice':
    case 'exit':
    case 'error':
    case 'pong':
      return value as GatewayMessage
    default:
      return null
  }
}

/**
 * Returns the reason if a socket with this close code must stay closed. Returns null if it should be opened again, because the connection broke or the machine
 * does not respond.
 */
export function overReason(closeCode: number, hasExited: boolean): 'exit' | 'leaseOver' | 'refused' | null {
  if (closeCode === 4_410) return 'leaseOver'
  if (hasExited || closeCode === 1_000) return 'exit'
  return closeCode === 4_403 ? 'refused' : null
}

/**
 * Returns the milliseconds to wait before attempt number `attempt`: 100 ms, doubled each time up to 8 s. The first waits are short, because a machine that
 * became ready a moment ago may refuse only the first attempt.
 */
export function pauseBefore(attempt: number): number {
  return Math.min(8_000, 100 * 2 ** Math.max(0, attempt - 1))
}
