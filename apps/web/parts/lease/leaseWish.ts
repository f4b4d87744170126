/**
 * An action on a lease. Its holder extends it to a later end (Unix seconds), or ends it with or without accepting the last hour's pay. The holder can
 * also cancel it before it is ready, or transfer it before its start. Its provider can end it. A cancellation after the grace is sent as a no-show.
 */
export type LeaseWish =
  | { readonly kind: 'extend'; readonly end: number }
  | { readonly kind: 'end'; readonly accept: boolean }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'endByProvider' }
  | { readonly kind: 'giveAway'; readonly to: string }
