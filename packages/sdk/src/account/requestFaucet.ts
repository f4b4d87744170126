import type { FaucetRequestWire, FaucetWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Funds an account on the development chain; follow it with `getRelay`. Codes: `account.faucet_used`, `chain.not_development`. */
export function requestFaucet(transport: Transport, request: FaucetRequestWire): Promise<FaucetWire> {
  return transport.send<FaucetWire>({ method: 'POST', path: '/faucet', body: request })
}
