import type { SshConnection } from '../sshConnection.ts'
import { serveOutward } from './serveOutward.ts'
import { serveInward } from './serveInward.ts'
import { borrowRelay } from './sharedRelay.ts'

/**
 * Serves the port forwards of an authenticated connection. -L and -D lead to services of the lease (`serveInward`), -R leads from ports of its
 * loopback to the renter (`serveOutward`). Refuses all forwards in a runtime without a relay (ADR 43).
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
