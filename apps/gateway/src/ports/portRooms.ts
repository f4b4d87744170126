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

/** The parts of the gateway that the server for the ports of leases shares with the other servers. */
export type SharedRooms = {
  db: Db
  gatewayId: string
  leases: AdmittedLeases
  tunnels: Tunnels
  evidence: Pick<EvidenceLog, 'connectionOpened' | 'connectionClosed'>
  logger: Logger
}

/** All parts that a request for a port needs. */
export type PortRooms = SharedRooms & {
  publicUrl: string
  address: PortsAddress
  sessions: PortSessions
  /** The cached answers to which lease a random label in a host name belongs, with the lease's holder, teammates and state. */
  endpoints: KeptAnswers<LeaseEndpoint | null>
  /** The cached access tokens, by the hash of a program's token. */
  tokens: KeptAnswers<PortToken | null>
  /** The cached answers to whether a session at the market is open, by the hash of its token. */
  openSessions: KeptAnswers<boolean>
  penalties: SourcePenalties
  agents: PortAgents
  exchanges: PortExchanges
  connections: LeaseConnections
  use: PortUse
}
