/**
 * An action on a lease. Its holder requests a later end (Unix seconds), ends it with or without accepting the last hour's pay, cancels it before it
 * is ready, or transfers it before its start. Its provider ends it. A cancellation after the grace is sent as a no-show.
 */
export type LeaseWish =
  | { readonly kind: 'extend'; readonly end: number }
  | { readonly kind: 'end'; readonly accept: boolean }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'endByProvider' }
  | { readonly kind: 'giveAway'; readonly to: string }
