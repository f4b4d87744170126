/**
 * Patterns of the positions in lists from which the API makes its cursors. The API checks a position again when a cursor comes back, so that handlers can
 * parse it without errors.
 */
export const positions = {
  /** The number of a row, a lease or a block. */
  number: /^(0|[1-9][0-9]{0,17})$/,
  /** 32 bytes in hex: the id of a machine or a job. */
  id: /^0x[0-9a-f]{64}$/,
  /** A block and the index of an event in it. */
  event: /^(0|[1-9][0-9]{0,15}):(0|[1-9][0-9]{0,8})$/,
  /** A block, the index of an event in it, and the kind of a statement's line. */
  line: /^(0|[1-9][0-9]{0,14})-(0|[1-9][0-9]{0,8})-[a-z_]{1,30}$/,
  /** A time in Unix seconds and the address of an AI service. */
  timedService: /^(0|[1-9][0-9]{0,15}):0x[0-9a-f]{40}$/,
  /** A time in Unix seconds and the id of a channel. */
  timedChannel: /^(0|[1-9][0-9]{0,15}):0x[0-9a-f]{64}$/,
  /** The order of a search, the value by which it sorts, a price, and the id of a machine. */
  listing: /^[a-z_]{1,20}:(0|[1-9][0-9]{0,60}):(0|[1-9][0-9]{0,29}):0x[0-9a-f]{64}$/i,
} as const
