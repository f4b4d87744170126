import type { Address, NodeId } from '@infinitio/domain'

/**
 * Commands that the market accepts. `open`: all. `halted`: no new match or hold, but asks may change. `cancel_only`: nothing new. Cancels,
 * releases, pending settles and chain logs continue in each mode.
 */
export type MarketMode = 'open' | 'halted' | 'cancel_only'

/** Decisions of an operator. `admin_audit` stores the operator and the reason; the public journal contains no free text. */
export type AdminCommand =
  | { readonly kind: 'SetMode'; readonly mode: MarketMode }
  /** The node's asks remain, but do not match until the node is listed again. */
  | { readonly kind: 'DelistNode'; readonly node: NodeId }
  | { readonly kind: 'RelistNode'; readonly node: NodeId }
  /** The account can place nothing new. It keeps its cancels, leases and money. */
  | { readonly kind: 'BlockAccount'; readonly account: Address }
  | { readonly kind: 'UnblockAccount'; readonly account: Address }
