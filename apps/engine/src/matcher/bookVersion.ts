/** Version of the matching rules. A change that alters any result raises it, and with it the journal gets an Upgrade row. */
export const bookVersion = 9
