import type { ChainNodes } from '@infinitio/chain/node'
import type { Db } from '@infinitio/db'
import type { SettleTerms, TemplatePins } from '@infinitio/domain'
import type { DatedRate } from '../invoices/currencyAmount.ts'
import type { Logger, TrustedProxies } from '@infinitio/process'
import type { ChainClock } from '../chain/createChainClock.ts'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import type { EventHub } from '../events/createEventHub.ts'
import type { NetworkReader } from '../explorer/createNetworkReader.ts'
import type { IsSimulatedAccount } from '../explorer/simulatedAccounts.ts'
import type { EmissionReader } from '../emission/createEmissionReader.ts'
import type { RootBoard } from '../emission/createRootBoard.ts'
import type { GovernanceReader } from '../governance/createGovernanceReader.ts'
import type { HouseReader } from '../house/createHouseReader.ts'
import type { Site } from '../http/checkSite.ts'
import type { KeptAnswers } from '../http/createKeptAnswers.ts'
import type { Snapshots } from '../snapshots/snapshotStore.ts'
import type { Intake } from '../intake/createIntake.ts'
import type { Limiter, Limits } from '../limits/createLimiter.ts'
import type { Mailer } from '../mail/openMailer.ts'
import type { NodeTimes } from '../market/machines/nodeTimes.ts'
import type { RelayRules } from '../relays/relayRules.ts'
import type { IsOfMarket } from '../rpc/createMarketContracts.ts'
import type { PublicRpc } from '../rpc/createPublicRpc.ts'
import type { MarketThread } from '../market-thread/createMarketThread.ts'
import type { ContractSignatures } from '../signatures/createContractSignatures.ts'
import type { TextSigner } from '../signatures/createTextSigner.ts'

/** Where leased machines are reached, as the gateway was started. */
export type GatewayAddress = {
  readonly sshHost: string
  readonly sshPort: number
  readonly tunnelPort: number | null
  readonly others: readonly { readonly sshHost: string; readonly sshPort: number; readonly tunnelPort: number | null }[]
  readonly terminalUrl: string
  readonly portsUrl: string
}

/** Everything a use case may reach. Made once at start by `createServices`. */
export type Services = {
  readonly db: Db
  readonly logger: Logger
  readonly site: Site
  /** Whether an address is one of our own proxies. */
  readonly trusts: TrustedProxies
  readonly nodes: ChainNodes
  /** The chain node for requests of strangers. */
  readonly publicRpc: PublicRpc
  readonly isOfMarket: IsOfMarket
  readonly contractSignatures: ContractSignatures
  readonly clock: ChainClock
  readonly facts: MarketFactsReader
  readonly market: MarketThread
  readonly kept: KeptAnswers
  readonly hub: EventHub
  readonly house: HouseReader
  readonly network: NetworkReader
  readonly governance: GovernanceReader
  readonly emission: EmissionReader
  /** Where signatures of validators under reputations meet. */
  readonly rootBoard: RootBoard
  readonly intake: Intake
  readonly limiter: Limiter
  readonly limits: Limits
  readonly receiptSigner: TextSigner
  /** For which relay fee the engine settles which piece of a bid. */
  readonly settleTerms: SettleTerms
  /** The images that this market pins for templates. */
  readonly templatePins: () => TemplatePins
  /** What the operator carries to the chain at its own cost. */
  readonly relayRules: RelayRules
  readonly gateway: GatewayAddress
  readonly nodeTimes: NodeTimes
  /** The operator's rates, for prices in sentences that people search with, and for the currency of invoices. */
  readonly rates: () => readonly DatedRate[]
  readonly snapshots: Snapshots
  /** Null where the operator has named no mail server. */
  readonly mailer: Mailer | null
  readonly isSimulated: IsSimulatedAccount
  /** Where the development provider's key lies; null where there is none. */
  readonly providerKeyFile: string | null
  /** The key file of a second account with votes on the development chain; null where there is none. */
  readonly voterKeyFile: string | null
  /** The token that endpoints for this machine ask for; null where they answer nobody. */
  readonly localToken: string | null
  /** Tests parse every answer by its schema. */
  readonly checksAnswers: boolean
}
