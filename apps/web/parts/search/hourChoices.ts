/** The durations that users can search, compare and book, in hours. */
export const hourChoices = [1, 2, 4, 8, 24, 48, 72, 168, 336, 672] as const
