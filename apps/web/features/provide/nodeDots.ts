/** The colour of the dot beside a machine's state. */
export const nodeDots = { listed: 'ok', rented: 'ok', paused: 'off', suspect: 'wait', lost: 'bad', delisted: 'bad', retired: 'off' } as const
