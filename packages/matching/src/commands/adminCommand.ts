import type { Address, NodeId } from '@infinitio/domain'

/**
 * What the market takes: everything (`open`); no new match or hold, while asks may change (`halted`); nothing new at all (`cancel_only`).
 * Cancels, releases, settles under way and whatever the chain says go on in each.
 */
export type MarketMode = 'open' | 'halted' | 'cancel_only'

/** What an operator decides. Who did it and why stands in `admin_audit`, never here: the journal is public and holds no free text. */
export type AdminCommand =
  | { readonly kind: 'SetMode'; readonly mode: MarketMode }
  /** The node's asks stay, but are not matched until it is listed again. */
  | { readonly kind: 'DelistNode'; readonly node: NodeId }
  | { readonly kind: 'RelistNode'; readonly node: NodeId }
  /** The account places nothing new. Its cancels, its leases and its money stay its own. */
  | { readonly kind: 'BlockAccount'; readonly account: Address }
  | { readonly kind: 'UnblockAccount'; readonly account: Address }
