/** Version of the matching rules. Raise it with every change that alters the result of a command; the journal then gets an Upgrade row. */
export const bookVersion = 10
