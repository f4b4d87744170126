import type { Db, LeaseEndpoint, PortToken } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { EvidenceLog } from '../evidence/evidenceLog.ts'
import type { AdmittedLeases } from '../leases/admittedLeases.ts'
import type { LeaseConnections } from '../leases/leaseConnections.ts'
import type { SourcePenalties } from '../ssh/sourcePenalties.ts'
import type { Tunnels } from '../tunnel/tunnels.ts'
import type { KeptAnswers } from './keptAnswers.ts'
import type { PortAgents } from './portAgents.ts'
import type { PortExchanges } from './portExchanges.ts'
import type { PortsAddress } from './portsAddress.ts'
import type { PortSessions } from './portSessions.ts'
import type { PortUse } from './portUse.ts'

/**
 * The objects that all servers of the gateway (SSH, terminal, ports of leases) use together: the database, the admitted leases, the tunnels, the log of
 * connections and the logger.
 */
export type SharedRooms = {
  db: Db
  gatewayId: string
  leases: AdmittedLeases
  tunnels: Tunnels
  evidence: Pick<EvidenceLog, 'connectionOpened' | 'connectionClosed'>
  logger: Logger
}

/** All objects that the server for the ports of leases needs to answer a request. */
export type PortRooms = SharedRooms & {
  publicUrl: string
  address: PortsAddress
  sessions: PortSessions
  /** Caches the lease to which the random label in a host name belongs, with the lease's holder, teammates and state. */
  endpoints: KeptAnswers<LeaseEndpoint | null>
  /** Caches the access tokens of programs, by the hash of the token. */
  tokens: KeptAnswers<PortToken | null>
  /** Caches whether a session at the market is still open, by the hash of its token. */
  openSessions: KeptAnswers<boolean>
  penalties: SourcePenalties
  agents: PortAgents
  exchanges: PortExchanges
  connections: LeaseConnections
  use: PortUse
}
