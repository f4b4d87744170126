import type { HeartbeatAnswerWire, HeartbeatWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** These nodes are alive. Send it every 5 s. */
export function sendHeartbeat(transport: Transport, heartbeat: HeartbeatWire): Promise<HeartbeatAnswerWire> {
  return transport.send<HeartbeatAnswerWire>({ method: 'POST', path: '/nodes/heartbeat', body: heartbeat })
}
