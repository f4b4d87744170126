import type { Db } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { EvidenceLog } from '../evidence/evidenceLog.ts'
import type { AdmittedLeases } from '../leases/admittedLeases.ts'
import type { LeaseConnections } from '../leases/leaseConnections.ts'
import type { Tunnels } from '../tunnel/tunnels.ts'

/** The objects of the gateway that the terminal server uses. */
export type TerminalRooms = {
  db: Db
  gatewayId: string
  leases: AdmittedLeases
  connections: LeaseConnections
  tunnels: Tunnels
  evidence: Pick<EvidenceLog, 'connectionClosed'>
  logger: Logger
}
