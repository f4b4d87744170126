/**
 * The error code for each reason why a machine cannot be rented now. A draft, the command line and a hold give one reason the same code as the matcher does.
 */
export const unavailableCodes = {
  suspect: 'node.silent',
  lost: 'node.silent',
  full: 'order.node_taken',
  paused: 'order.ask_gone',
  private: 'order.private_listing',
  delisted: 'order.ask_gone',
  retired: 'order.ask_gone',
} as const
