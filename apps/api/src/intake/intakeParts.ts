import type { Db } from '@infinitio/db'
import type { SettleTerms } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { ChainClock } from '../chain/createChainClock.ts'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import type { EventHub } from '../events/createEventHub.ts'
import type { Limiter, Limits } from '../limits/createLimiter.ts'
import type { TextSigner } from '../signatures/createTextSigner.ts'

/**
 * The parts of the API that check orders and store them. It does not import `Services`, because
 * `Services` contains the intake.
 */
export type IntakeParts = {
  readonly db: Db
  readonly logger: Logger
  readonly clock: ChainClock
  readonly facts: MarketFactsReader
  readonly hub: EventHub
  readonly limiter: Limiter
  readonly limits: Limits
  readonly receiptSigner: TextSigner
  readonly settleTerms: SettleTerms
}
