/** The colour class of the dot beside each state of a machine. */
export const nodeDots = { listed: 'ok', rented: 'ok', paused: 'off', suspect: 'wait', lost: 'bad', delisted: 'bad', retired: 'off' } as const
