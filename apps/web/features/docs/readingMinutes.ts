/** The number of words (or of Chinese characters) that people read in one minute. */
const perMinute = { words: 220, characters: 400 } as const

/** Returns how many minutes a person needs to read a text, rounded up and at least 1. Pure. */
export function readingMinutes(text: string): number {
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = text.match(/[\p{Script=Latin}\p{N}]+(?:['’-][\p{Script=Latin}\p{N}]+)*/gu)?.length ?? 0
  return Math.max(1, Math.ceil(words / perMinute.words + characters / perMinute.characters))
}
