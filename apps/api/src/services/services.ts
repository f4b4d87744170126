import type { ChainNodes } from '@infinitio/chain/node'
import type { Db } from '@infinitio/db'
import type { Address, SettleTerms, TemplatePins } from '@infinitio/domain'
import type { DatedRate } from '../invoices/currencyAmount.ts'
import type { Logger, TrustedProxies } from '@infinitio/process'
import type { ChainClock } from '../chain/createChainClock.ts'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import type { SlotReader } from '../proofs/createSlotReader.ts'
import type { EventHub } from '../events/createEventHub.ts'
import type { NetworkReader } from '../explorer/createNetworkReader.ts'
import type { SimulatedAccounts } from '../explorer/simulatedIn.ts'
import type { EmissionReader } from '../emission/createEmissionReader.ts'
import type { AttestedReader } from '../emission/createAttestedReader.ts'
import type { ReputationReader } from '../emission/createReputationReader.ts'
import type { ClosedTrees } from '../governance/disputes/createClosedTrees.ts'
import type { DoubleBoard, FactsBoard, RootBoard } from '../emission/boards.ts'
import type { GovernanceReader } from '../governance/createGovernanceReader.ts'
import type { DeploymentReader } from '../deployment/createDeploymentReader.ts'
import type { Site } from '../http/checkSite.ts'
import type { KeptAnswers } from '../http/createKeptAnswers.ts'
import type { Artefacts } from '../artefacts/openArtefacts.ts'
import type { Snapshots } from '../snapshots/snapshotStores.ts'
import type { Intake } from '../intake/createIntake.ts'
import type { Limiter, Limits } from '../limits/createLimiter.ts'
import type { Mailer } from '../mail/openMailer.ts'
import type { NodeTimes } from '../market/machines/nodeTimes.ts'
import type { RelayRules } from '../relays/relayRules.ts'
import type { IsOfMarket } from '../rpc/createMarketContracts.ts'
import type { PublicRpc } from '../rpc/createPublicRpc.ts'
import type { MarketThread } from '../market-thread/createMarketThread.ts'
import type { ContractSignatures } from '../signatures/createContractSignatures.ts'
import type { PoolReader } from '../tasks/createPoolReader.ts'
import type { TaskReader } from '../tasks/createTaskReader.ts'
import type { TextSigner } from '../signatures/createTextSigner.ts'

/** The public address of the gateway, through which leased machines are reached. */
export type GatewayAddress = {
  readonly sshHost: string
  readonly sshPort: number
  readonly tunnelPort: number | null
  readonly others: readonly { readonly sshHost: string; readonly sshPort: number; readonly tunnelPort: number | null }[]
  readonly terminalUrl: string
  readonly portsUrl: string
  readonly servicesUrl: string | null
}

/** All parts that an endpoint may use. `createServices` creates them once at start. */
export type Services = {
  readonly db: Db
  readonly logger: Logger
  readonly site: Site
  /** Returns whether an address belongs to a proxy of this deployment. */
  readonly trusts: TrustedProxies
  readonly nodes: ChainNodes
  /** Sends to a chain node those requests that any client can cause. */
  readonly publicRpc: PublicRpc
  readonly isOfMarket: IsOfMarket
  readonly contractSignatures: ContractSignatures
  readonly clock: ChainClock
  readonly facts: MarketFactsReader
  readonly market: MarketThread
  readonly kept: KeptAnswers
  readonly hub: EventHub
  readonly deployment: DeploymentReader
  readonly network: NetworkReader
  readonly governance: GovernanceReader
  readonly emission: EmissionReader
  /**
   * Collects the validators' signatures of Merkle roots until there are enough to publish a root. One kind of root, for example, covers the state of all
   * machines in an hour.
   */
  readonly rootBoard: RootBoard
  /** Collects pairs of contradicting signatures: two different roots that one validator signed for the same list and hour. */
  readonly doubles: DoubleBoard
  readonly factsBoard: FactsBoard
  readonly attested: AttestedReader
  readonly closedTrees: ClosedTrees
  readonly reputations: ReputationReader
  /** Reads proof slots, which are the blocks at which machines prove their GPUs. */
  readonly slots: SlotReader
  /** Reads balances, stakes and batches (tasks that an account submitted together) from the contract of the task pool. */
  readonly pool: PoolReader
  /** Reads all batches and tasks of the task pool from its events. */
  readonly tasks: TaskReader
  /**
   * Settings of jobs: the account of the scheduler, which runs the jobs, the most open jobs that an account may have, and how many seconds a job waits for its
   * owner's approval.
   */
  readonly jobs: { readonly scheduler: Address | null; readonly mostOpen: number; readonly approvalSeconds: number }
  readonly intake: Intake
  readonly limiter: Limiter
  readonly limits: Limits
  readonly receiptSigner: TextSigner
  /**
   * The operator's conditions for settling leases: the fees with which users pay for gas (relay fees), and the smallest value that is settled for the usual
   * fee.
   */
  readonly settleTerms: SettleTerms
  /** Returns the container images, with their digests, that this market uses for its templates. */
  readonly templatePins: () => TemplatePins
  /** The rules for signed messages to the chain (relays) that the operator sends at its own cost. */
  readonly relayRules: RelayRules
  readonly gateway: GatewayAddress
  readonly nodeTimes: NodeTimes
  /**
   * Returns the operator's exchange rates, for prices in search sentences and for the currency of
   * invoices.
   */
  readonly rates: () => readonly DatedRate[]
  readonly snapshots: Snapshots
  readonly artefacts: Artefacts
  /** The sender of e-mail. Null if the operator configured no mail server. */
  readonly mailer: Mailer | null
  readonly simulatedAccounts: SimulatedAccounts
  readonly simulatedJurors: SimulatedAccounts
  /** Path of the development provider's key file, or null if there is none. */
  readonly providerKeyFile: string | null
  /**
   * Path of the key file of a second account with votes on the development chain, or null
   * without such a file.
   */
  readonly voterKeyFile: string | null
  /** The account that deployed the contracts of the development chain, or null if it is not known. */
  readonly deployerAccount: string | null
  /** The token that the endpoints for this machine require. If it is null, they refuse every caller. */
  readonly localToken: string | null
  /** If true, every answer is checked against its schema before it is sent. Tests set it. */
  readonly checksAnswers: boolean
}
