import type { TerminalTokenRequestWire, TerminalTokenWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** A token that opens one terminal, log stream or way to the files, once, within a minute. */
export function createTerminalToken(
  transport: Transport,
  { leaseId, kind }: { leaseId: string } & TerminalTokenRequestWire,
): Promise<TerminalTokenWire> {
  return transport.send<TerminalTokenWire>({ method: 'POST', path: `/leases/${leaseId}/terminal-token`, body: { kind } })
}
