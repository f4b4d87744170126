import type { StreamPosition } from '#web/features/terminal/outputPosition.ts'

/** What the gateway says in text frames; bytes of the shell come in binary ones. */
export type GatewayMessage =
  | { readonly type: 'opened'; readonly place: StreamPosition | null; readonly shells?: readonly number[] }
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'exit'; readonly code: number | null; readonly signal: string | null }
  | { readonly type: 'error'; readonly code: string; readonly sentence: string }
  | { readonly type: 'pong' }

/** Reads a text frame. Null for what this page does not know: newer gateways may say more. */
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

/** Why a socket that closed with this code stays closed; null when it is worth opening again: the line broke, or the node is away. */
export function overReason(closeCode: number, hasExited: boolean): 'exit' | 'leaseOver' | 'refused' | null {
  if (closeCode === 4_410) return 'leaseOver'
  if (hasExited || closeCode === 1_000) return 'exit'
  return closeCode === 4_403 ? 'refused' : null
}

/** Milliseconds to wait before the nth try: a half second, doubling up to eight. */
export function pauseBefore(attempt: number): number {
  return Math.min(8_000, 500 * 2 ** Math.max(0, attempt - 1))
}
