/** Version of the matching rules. Raise it with every change that alters a result; the journal then gets an Upgrade row. */
export const bookVersion = 9
