/** The four tables the matcher takes commands from, in the order it drains them. */
export const commandSources = ['chain', 'worker', 'admin', 'api'] as const

/** One of the tables the matcher takes commands from. */
export type CommandSource = (typeof commandSources)[number]

/** Id of the last command taken from each table. */
export type Cursors = Record<CommandSource, bigint>
