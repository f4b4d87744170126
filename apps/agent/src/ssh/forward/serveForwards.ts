import type { SshConnection } from '../sshConnection.ts'
import { serveOutward } from './serveOutward.ts'
import { serveInward } from './serveInward.ts'
import { borrowRelay } from './sharedRelay.ts'

/**
 * Serves the forwards of a connection that has signed in: -L and -D to services of the lease (`serveInward`), -R from ports of its loopback
 * to the renter (`serveOutward`). Everything is refused where the runtime has no relay (ADR 43).
 */
export function serveForwards(connection: SshConnection): void {
  const { client, door } = connection
  const borrowed = borrowRelay(door)
  if (borrowed === null) {
    client.on('request', (_accept, reject) => reject?.())
    return
  }
  serveInward(connection, borrowed.relay)
  const closeListeners = serveOutward(connection, borrowed.relay)
  connection.onGone(() => {
    closeListeners()
    borrowed.giveBack()
  })
}
